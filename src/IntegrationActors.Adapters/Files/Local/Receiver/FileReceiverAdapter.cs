using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Steps;

namespace IntegrationActors.Adapters.Files.Local.Receiver;

/// <summary>Writes messages into files of the node: (1) the place; (2) the body, read completely, since the flow goes on with it; (3) the file.</summary>
public sealed class FileReceiverAdapter(FileReceiverOptions options, IFlowContext context) : IReceiverAdapter, IChannelProbe
{
    private const string ProducedFile = "ProducedFile";

    private readonly FilePlace _place = new(options, context.Time);
    private readonly FileWriter _writer = new(options, context);

    /// <summary>Looks whether the node allows the tenant a folder.</summary>
    public async ValueTask StartAsync(CancellationToken cancel) => await new LocalSession(context).OpenAsync(cancel);

    public async ValueTask<Outcome> DeliverAsync(Exchange exchange, bool expectsReply, CancellationToken cancel)
    {
        try
        {
            var path = await _place.PathAsync(exchange, cancel);                                // 1
            var temporary = await _place.TemporaryAsync(path, exchange, cancel);
            var files = await new LocalSession(context).OpenAsync(cancel);
            exchange.Log.AddReceiver(files.Shown);
            await exchange.Body.BufferAsync(cancel);                                            // 2
            if (await _writer.WriteAsync(files, exchange, path, temporary, cancel))             // 3
            {
                exchange.Log.AddKey(ProducedFile, path);
            }

            return Outcome.Next;
        }
        catch (FaultException e)
        {
            return Outcome.Failed(e.Fault);
        }
    }

    public IAsyncEnumerable<ProbeStep> ProbeAsync(CancellationToken cancel)
    {
        var folder = options.Directory is { } directory ? directory.Constant : "";
        return new LocalProbe(new LocalSession(context)).RunAsync(options.CreateDirectories && folder?.Length > 0 ? "" : folder, cancel);
    }

    public ValueTask DisposeAsync() => default;
}
