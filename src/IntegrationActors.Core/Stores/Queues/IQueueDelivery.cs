using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;

namespace IntegrationActors.Core.Stores.Queues;

/// <summary>
/// A message that was taken out of a queue, with the duty to say exactly once what became of it. Until then it belongs to this node; if the node dies, another
/// one gets it.
/// </summary>
public interface IQueueDelivery
{
    /// <summary>Names the message for its whole life in the queue, and its run in the log.</summary>
    MessageId Id { get; }

    /// <summary>The message; its body and attachments belong to whoever took it out.</summary>
    Message Message { get; }

    /// <summary>Properties that travelled along.</summary>
    IReadOnlyList<KeyValuePair<string, string>> Properties { get; }

    /// <summary>Correlation id of the message that it was made from.</summary>
    string? CorrelationId { get; }

    /// <summary>Log entry of the message that it was made from.</summary>
    MessageId? Predecessor { get; }

    /// <summary>Who sent it, for the log.</summary>
    string? Sender { get; }

    /// <summary>Tries that failed before this one.</summary>
    int Retries { get; }

    /// <summary>When the message was put in.</summary>
    DateTimeOffset Enqueued { get; }

    /// <summary>When it becomes Overdue.</summary>
    DateTimeOffset OverdueAt { get; }

    /// <summary>Whether the message will be tried again if it fails now.</summary>
    bool WillRetry { get; }

    /// <summary>When it would be tried again if it failed now.</summary>
    DateTimeOffset RetryAt { get; }

    /// <summary>Takes the message out for good; completes after the commit.</summary>
    /// <exception cref="FaultException">IA3505: another node has the message by now; it will be, or was, processed again. Or the store can't be written.</exception>
    ValueTask CompleteAsync(CancellationToken cancel);

    /// <summary>Notes the failure and plans the next try, or sets the message aside; completes after the commit.</summary>
    /// <exception cref="FaultException">As <see cref="CompleteAsync"/>.</exception>
    ValueTask FailAsync(Fault fault, CancellationToken cancel);

    /// <summary>Gives the message back untried, such as when the flow is being stopped.</summary>
    ValueTask ReleaseAsync();
}
