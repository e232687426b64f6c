using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Core.Adapters;

/// <summary>Delivers messages to a receiver system. One instance per channel, called concurrently; owned by the plan.</summary>
public interface IReceiverAdapter : IAsyncDisposable
{
    /// <summary>Prepares the channel when its flow starts, before the first message: makes what it needs on the other side. Default: nothing.</summary>
    /// <exception cref="FaultException">The flow can't run with this channel; its start is tried again.</exception>
    ValueTask StartAsync(CancellationToken cancel) => default;

    /// <summary>Delivers the message. With <paramref name="expectsReply"/> headers and body of the exchange are replaced by the answer, else the exchange stays as it is.</summary>
    /// <returns>Next, or Failed with a fault that says what was tried, on what, and what came back. Retries happen inside.</returns>
    ValueTask<Outcome> DeliverAsync(Exchange exchange, bool expectsReply, CancellationToken cancel);
}
