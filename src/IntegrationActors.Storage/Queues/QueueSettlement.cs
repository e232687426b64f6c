using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Storage.Queues;

/// <summary>What became of a message that was taken out.</summary>
/// <param name="Number">The row of the message.</param>
/// <param name="Id">The message: SQLite gives the number of a row that is gone to another one.</param>
/// <param name="Owner">Who had it; somebody else's message is not touched.</param>
/// <param name="Taken">Which taking it was; the message of a later one is not touched either, though it is by the same node.</param>
/// <param name="Next">How it goes on; null: it is done.</param>
internal readonly record struct QueueSettlement(long Number, MessageId Id, long Owner, long Taken, QueueNext? Next)
{
    /// <summary>Bytes that its row counts for.</summary>
    public long Stored { get; init; }

    /// <summary>Whether the message has parts beside its row.</summary>
    public bool HasParts { get; init; }
}

/// <summary>How a message goes on that is not done.</summary>
/// <param name="State">Where it stands.</param>
/// <param name="Due">When it may be tried.</param>
/// <param name="Retries">Tries that failed.</param>
/// <param name="Crashes">How often its node died over it; forgotten when it could be tried to the end.</param>
/// <param name="Fault">Why; null when it is given back untried.</param>
internal sealed record QueueNext(QueueMessageState State, DateTimeOffset Due, int Retries, int Crashes, Fault? Fault);
