namespace IntegrationActors.Core.Adapters;

/// <summary>Takes messages from a sender system into a flow. Owned by the actor of the flow, which starts and stops it once.</summary>
public interface ISenderAdapter : IAsyncDisposable
{
    /// <summary>Opens the channel: from now on messages enter through <paramref name="inlet"/>. A newer version of the same flow takes the channel over without a gap.</summary>
    /// <exception cref="Diagnostics.DiagnosticException">The channel can't be opened as configured, such as a path that another flow has.</exception>
    ValueTask StartAsync(IFlowInlet inlet, CancellationToken cancel);

    /// <summary>Takes in no more messages. Returns when none can enter any more; those inside go on.</summary>
    ValueTask StopAsync(CancellationToken cancel);

    /// <summary>Addresses under which senders reach the channel, for people (<c>/t/demo/http/orders</c>); empty for polling channels.</summary>
    IReadOnlyList<string> Endpoints { get; }

    /// <summary>How the channel is doing, if it fetches its messages; empty for channels that are called.</summary>
    IReadOnlyList<ChannelStatus> Channels => [];
}
