namespace IntegrationActors.Core.Adapters;

/// <summary>
/// Where a channel fetches its messages. Owned by the stream that reads it: <see cref="ConnectAsync"/>, then <see cref="ReceiveAsync"/> until it fails or the channel stops, and again
/// after a pause when it failed; disposed of when the last message it gave out is settled.
/// </summary>
public interface IMessageSource : IAsyncDisposable
{
    /// <summary>How many messages may be out at once, from 1: those that the flow works on, and those that are being settled. More are not taken.</summary>
    int Concurrency { get; }

    /// <summary>Reaches the sender system, so that people see whether the channel works before a message comes. Called again after a failure: what still works is kept.</summary>
    /// <exception cref="Exchanges.FaultException">The sender system can't be reached.</exception>
    ValueTask ConnectAsync(CancellationToken cancel);

    /// <summary>The messages, each with the duty to settle it; waits while there are none. Has one reader, who takes the next message when the flow has room for it.</summary>
    /// <exception cref="Exchanges.FaultException">The sender system can't be reached any more. No message was taken that was not given out.</exception>
    /// <exception cref="OperationCanceledException">The channel stops; no message was taken that was not given out.</exception>
    IAsyncEnumerable<Receipt> ReceiveAsync(CancellationToken cancel);

    /// <summary>How long to wait after a failure until the sender system is tried again; asked once for each failure. Null: growing pauses, a second at first and at most half a minute.</summary>
    TimeSpan? PauseAfter(Exception failure) => null;

    /// <summary>What the channel did last, in a few words for people (<c>3 files taken, 1 too large</c>); null when there is nothing to say.</summary>
    string? Activity => null;
}
