using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Storage.Database;

namespace IntegrationActors.Storage.Queues;

/// <summary>How a run ended that was settled in its queue, and whose node died before it could say so anywhere else. To be asked when all is free that the node had.</summary>
internal static class SettledRuns
{
    // What is free is found by its id, what others have is little.
    private const string FindFree = "SELECT state, crashes, fault_code, fault_message FROM queue_message WHERE id = ?1 AND owner IS NULL";
    private const string FindTaken = "SELECT 1 FROM queue_message WHERE id = ?1 AND owner IS NOT NULL";

    /// <summary>COMPLETED when the message is gone, RETRY or FAILED when its try is noted; null when it was not settled.</summary>
    public static (MessageStatus Status, Fault? Fault)? Find(StoreConnection connection, MessageId message)
    {
        Span<byte> id = stackalloc byte[16];
        message.WriteTo(id);
        using var free = connection.Prepare(FindFree);
        if (free.Bind(1, id).Step())
        {
            // A node that dies over a message leaves a count, which a settlement forgets.
            return free.IsNull(2) || free.Int64(1) > 0
                ? null
                : (free.Int64(0) == (long)QueueMessageState.SetAside ? MessageStatus.Failed : MessageStatus.Retry, new Fault(free.Text(2), free.TextOrNull(3) ?? ""));
        }

        using var taken = connection.Prepare(FindTaken);
        return taken.Bind(1, id).Step() ? null : (MessageStatus.Completed, null);
    }
}
