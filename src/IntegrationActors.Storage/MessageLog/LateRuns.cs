using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Storage.Database;
using IntegrationActors.Storage.Queues;

namespace IntegrationActors.Storage.MessageLog;

/// <summary>
/// Records that may come after the end of their message: of a run that had lost the message to another node, which a slow node learns when it settles; and of one that gave the message back
/// to be tried again. What another run, a person or the clock made of the message meanwhile counts.
/// </summary>
internal static class LateRuns
{
    // The update changes nothing but locks the row: another node may be replacing it, and then this one finds none.
    private const string LockRow = "UPDATE message SET status = status WHERE id = ?1 RETURNING status, fault_code";

    public static bool MayBeLate(MessageRecord record) => record.Status == MessageStatus.Retry || string.Equals(record.Fault?.Code, QueueFaults.Stale, StringComparison.Ordinal);

    /// <summary>Whether the entry of a message, which there was a moment ago, says how it ended for good. A failed attempt is no end: the message is tried again, or set aside.</summary>
    public static bool HasEnded(StoreConnection connection, MessageId message)
    {
        using var find = connection.Prepare(LockRow);
        if (!find.Bind(1, message).Step())
        {
            return true;
        }

        return (MessageStatus)find.Int32(0) switch
        {
            MessageStatus.Completed or MessageStatus.Escalated or MessageStatus.Cancelled or MessageStatus.Discarded => true,
            MessageStatus.Failed => string.Equals(find.TextOrNull(1), QueueFaults.Expired, StringComparison.Ordinal),
            _ => false,
        };
    }
}
