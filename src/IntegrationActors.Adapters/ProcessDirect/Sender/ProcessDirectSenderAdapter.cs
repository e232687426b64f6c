using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Steps;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationActors.Adapters.ProcessDirect.Sender;

/// <summary>Opens and closes the address of a flow for those that call it.</summary>
public sealed class ProcessDirectSenderAdapter(ProcessDirectSenderOptions options, IFlowContext context) : ISenderAdapter
{
    private readonly string _address = ProcessDirectAddress.Parse(options.Address)!;
    private readonly ProcessDirectTable _table = context.Services.GetRequiredService<ProcessDirectTable>();
    private ProcessDirectEntry? _entry;

    public IReadOnlyList<string> Endpoints => [$"processDirect:{_address}"];

    public ValueTask StartAsync(IFlowInlet inlet, CancellationToken cancel)
    {
        var entry = new ProcessDirectEntry(_address, new PassedHeaders(context.AllowedHeaders.Concat(options.AllowedHeaders)), inlet);
        _table.Add(entry);
        _entry = entry;
        return default;
    }

    public ValueTask StopAsync(CancellationToken cancel)
    {
        if (Interlocked.Exchange(ref _entry, null) is { } entry)
        {
            _table.Remove(entry);
        }

        return default;
    }

    public ValueTask DisposeAsync() => StopAsync(CancellationToken.None);
}
