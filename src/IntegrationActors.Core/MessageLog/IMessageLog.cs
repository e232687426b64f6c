namespace IntegrationActors.Core.MessageLog;

/// <summary>
/// Where runs are logged. <see cref="Begin"/> and <see cref="End"/> are on the path of every message: both return at once. A message that began is never
/// missing, not even after <c>kill -9</c>: one that had not ended is found ABANDONED at the next start, one that had ended has its final status.
/// </summary>
public interface IMessageLog
{
    /// <summary>True while the store can't keep up, or can't write at all: a flow admits no new message then (503, back-pressure), since it could not be logged safely.</summary>
    bool IsBehind => false;

    /// <summary>Notes that a message is being processed.</summary>
    void Begin(MessageRecord record);

    /// <summary>Hands over the finished record; it becomes durable with the next group commit. The record isn't touched afterwards.</summary>
    void End(MessageRecord record);
}
