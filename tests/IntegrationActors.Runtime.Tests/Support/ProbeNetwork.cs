using System.Collections.Concurrent;
using System.Collections.Immutable;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;

namespace IntegrationActors.Runtime.Tests.Support;

/// <summary>All open channels; of several versions of a flow the newest counts.</summary>
public sealed class ProbeNetwork
{
    // What a sender waits that is told to come again, as HTTP clients do by Retry-After.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(5);

    private ImmutableSortedDictionary<(string Address, int Version), IFlowInlet> _open = ImmutableSortedDictionary<(string, int), IFlowInlet>.Empty;

    /// <summary>Addresses that can't be opened, and what comes of trying.</summary>
    public ConcurrentDictionary<string, Exception> Closed { get; } = new();

    /// <summary>Addresses whose next opening does not end by itself, and whether it has begun.</summary>
    public ConcurrentDictionary<string, bool> Hanging { get; } = new();

    public void Open(string address, IFlowInlet inlet) => ImmutableInterlocked.Update(ref _open, open => open.SetItem((address, inlet.Flow.Version), inlet));

    public void Close(string address, FlowIdentity flow) => ImmutableInterlocked.Update(ref _open, open => open.Remove((address, flow.Version)));

    public IFlowInlet? Find(string address) => Volatile.Read(ref _open).LastOrDefault(o => o.Key.Address == address).Value;

    /// <summary>Sends a message, as often as a closing version or one that is busy sends it away; null when nobody is there.</summary>
    public async Task<ProbeReceipt?> SendAsync(string address)
    {
        while (Find(address) is { } inlet)
        {
            using var admission = await inlet.EnterAsync(CancellationToken.None);
            if (admission.IsAdmitted)
            {
                var receipt = new ProbeReceipt { Message = new Message(), Version = inlet.Flow.Version };
                await inlet.ProcessAsync(receipt, CancellationToken.None);
                return receipt;
            }

            await Task.Delay(Patience);
        }

        return null;
    }
}
