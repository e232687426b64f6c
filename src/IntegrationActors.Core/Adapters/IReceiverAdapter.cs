using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Core.Adapters;

/// <summary>Delivers messages to a receiver system. One instance per channel, called concurrently; owned by the plan.</summary>
public interface IReceiverAdapter : IAsyncDisposable
{
    /// <summary>Delivers the message. With <paramref name="expectsReply"/> headers and body of the exchange are replaced by the answer, else the exchange stays as it is.</summary>
    /// <returns>Next, or Failed with a fault that says what was tried, on what, and what came back. Retries happen inside.</returns>
    ValueTask<Outcome> DeliverAsync(Exchange exchange, bool expectsReply, CancellationToken cancel);
}
