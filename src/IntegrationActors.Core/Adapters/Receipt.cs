using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Messages;

namespace IntegrationActors.Core.Adapters;

/// <summary>
/// A received message together with the duty to settle it: answer, acknowledge, commit the offset, move the file, release or reject. Each sender adapter derives its own.
/// </summary>
public abstract class Receipt
{
    /// <summary>Id under which the run is logged. By default each run gets its own; a message that comes again after a failure keeps the id of its first try.</summary>
    public MessageId? Id { get; init; }

    public required Message Message { get; init; }

    /// <summary>Properties that the adapter sets for the flow.</summary>
    public PropertyMap Properties { get; init; } = new();

    /// <summary>Correlation id that came with the message; null starts a new one.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>Log entry of the message that this one was made from; null when it came from outside.</summary>
    public MessageId? Predecessor { get; init; }

    /// <summary>How many flows stand behind this message, each called by the one before (<see cref="Exchange.Hops"/>). Default: none, it comes from outside.</summary>
    public int Hops { get; init; }

    /// <summary>Log level for this message alone (header <c>SAP_MessageProcessingLogLevel</c>); null: the flow's.</summary>
    public MessageLogLevel? LogLevel { get; init; }

    /// <summary>Who sent it, for the log: the authenticated client, host or mail address.</summary>
    public string? Sender { get; init; }

    /// <summary>Business keys that the channel knows, for the log; more than it takes are dropped. Default: none.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Keys { get; init; } = [];

    /// <summary>Why the flow can't have the message, such as a mail that can't be read: it is logged FAILED with this fault, without a run, and settled so. Null: it can.</summary>
    public Fault? Obstacle { get; init; }

    /// <summary>Whether the flow gets the message. Off: it is logged COMPLETED without a run, and settled so, such as an empty file that the channel only puts away. Default: on.</summary>
    public bool NeedsRun { get; init; } = true;

    /// <summary>Whether a queue of the platform holds the message under <see cref="Id"/> until it is settled: then it tells what became of the message when the node dies right after that.</summary>
    public virtual bool IsQueued => false;

    /// <summary>Whether the sender waits for an answer.</summary>
    public virtual bool IsSynchronous => false;

    /// <summary>Settles the message. Called exactly once per receipt, after the outcome is known and before the exchange is released.</summary>
    /// <exception cref="FaultException">The sender could not be told; the message is logged FAILED with this fault.</exception>
    public abstract ValueTask SettleAsync(Settlement settlement, CancellationToken cancel);

    /// <summary>Status of the run in the log; asked once, after <see cref="SettleAsync"/>, whether that threw or not. RETRY when the same message will come again.</summary>
    /// <param name="ended">How the run ended.</param>
    public virtual MessageStatus StatusInLog(MessageStatus ended) => ended;

    /// <summary>Gives a message back that was taken and did not enter the flow: no run, no settlement. Called by the stream of a channel that fetches its messages.</summary>
    public virtual ValueTask ReleaseAsync() => default;
}
