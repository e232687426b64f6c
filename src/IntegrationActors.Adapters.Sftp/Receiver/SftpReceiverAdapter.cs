using IntegrationActors.Adapters.Connections;
using IntegrationActors.Adapters.Files;
using IntegrationActors.Adapters.Retries;
using IntegrationActors.Adapters.Sftp.Connections;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Options;
using IntegrationActors.Core.Steps;

namespace IntegrationActors.Adapters.Sftp.Receiver;

/// <summary>Writes messages into files: (1) what the message says of it: options, place, login; (2) the body, read completely, since the flow goes on with it; (3) attempts, each over a connection that works as far as is known.</summary>
public sealed class SftpReceiverAdapter : IReceiverAdapter, IChannelProbe
{
    private const string ProducedFile = "ProducedFile";

    private readonly SftpReceiverOptions _options;
    private readonly IFlowContext _context;
    private readonly SftpConnector _connector;
    private readonly IdleConnections<SftpConnection> _pool;

    /// <summary>Checks the channel.</summary>
    /// <exception cref="Core.Diagnostics.DiagnosticException">IA1370 to IA1372: a key or a constant host is none.</exception>
    public SftpReceiverAdapter(SftpReceiverOptions options, IFlowContext context)
    {
        SftpHosts.CheckHost(options.Host);
        (_options, _context) = (options, context);
        _connector = new SftpConnector(options, context);
        _pool = new IdleConnections<SftpConnection>(context.Time);
    }

    public async ValueTask<Outcome> DeliverAsync(Exchange exchange, bool expectsReply, CancellationToken cancel)
    {
        try
        {
            var options = SftpOverrides.Of(_options, exchange);                                 // 1
            var host = await SftpHosts.HostAsync(options.Host, exchange, cancel);
            var path = await new FilePlace(options, _context.Time).PathAsync(exchange, cancel);
            options = options with { Credential = await CredentialAsync(exchange, cancel) };
            exchange.Log.AddReceiver(host.ToString());
            await exchange.Body.BufferAsync(cancel);                                            // 2
            if (await RepeatAsync(exchange, new SftpDelivery(options, host, path, SftpOverrides.MethodOf(exchange)), cancel))     // 3
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

    public IAsyncEnumerable<ProbeStep> ProbeAsync(CancellationToken cancel) => new SftpProbe(_connector).RunAsync(_options.Host, _options.Directory, cancel);

    public ValueTask DisposeAsync()
    {
        _pool.Dispose();
        return default;
    }

    private async ValueTask<CredentialReference?> CredentialAsync(Exchange exchange, CancellationToken cancel) =>
        _options.CredentialName is { } name && await name.EvaluateTextAsync(exchange, cancel) is { Length: > 0 } text ? new CredentialReference(text, name.Span) : _options.Credential;

    private ValueTask<bool> RepeatAsync(Exchange exchange, SftpDelivery delivery, CancellationToken cancel) =>
        new SendAttempts(_options.Retry, _context, fault => IsWorthIt(fault, delivery.Options)).RunAsync(exchange, () => AttemptAsync(exchange, delivery, cancel), cancel);

    private static bool IsWorthIt(Fault fault, SftpReceiverOptions options) => fault.Code == SftpFaults.Unreachable || (fault.Code == SftpFaults.Broken && options.Existing != ExistingFile.Append);

    private async ValueTask<bool> AttemptAsync(Exchange exchange, SftpDelivery delivery, CancellationToken cancel)
    {
        var (options, host, path, method) = delivery;
        var target = await _connector.TargetAsync(host, options, cancel);
        if (method is { } wanted)
        {
            target = target with { Login = SftpOverrides.LoginOf(target.Login, wanted) };
        }

        var connection = await OpenAsync(target, cancel);
        var isSound = false;
        try
        {
            var temporary = await new FilePlace(options, _context.Time).TemporaryAsync(path, exchange, cancel);
            var isWritten = await new FileWriter(options, _context).WriteAsync(connection, exchange, path, temporary, cancel);
            isSound = !options.Disconnect;
            return isWritten;
        }
        catch (FaultException e) when (e.Fault.Code is not (SftpFaults.Broken or FileFaults.Refused))
        {
            isSound = !options.Disconnect;
            throw;
        }
        finally
        {
            GiveBack(connection, isSound);
        }
    }

    // An idle connection may be dead without anybody knowing.
    private async ValueTask<SftpConnection> OpenAsync(SftpTarget target, CancellationToken cancel)
    {
        if (_pool.Rent(target.Key) is { } idle)
        {
            if (await idle.AnswersAsync(cancel))
            {
                return idle;
            }

            idle.Dispose();
        }

        return await _connector.ConnectAsync(target, cancel);
    }

    // What was cancelled, broke or was refused in the middle is not used again: the library may hold the file open, and with it the space of a full disk.
    private void GiveBack(SftpConnection connection, bool isSound)
    {
        if (isSound)
        {
            _pool.Return(connection);
        }
        else
        {
            connection.Dispose();
        }
    }
}
