using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Storage.Database;
using IntegrationActors.Storage.MessageLog;

namespace IntegrationActors.Storage.Queues;

/// <summary>The message log of messages that leave a queue without being processed. Used by the writer's thread.</summary>
internal sealed class QueueLog(string tenant, MessageRows rows)
{
    /// <summary>Notes how the message ended; what its tries had left in the log stays.</summary>
    public void End(StoreConnection connection, QueueLogEntry entry, DateTimeOffset now)
    {
        if (!Update(connection, entry, now))
        {
            rows.Write(connection, new MessageRecord
            {
                Flow = new FlowIdentity(tenant, entry.Flow, 0),
                Id = entry.Id,
                Started = now,
                Status = entry.Status,
                Fault = entry.Fault,
            });

            // The transaction is not one of the log, so nobody says when it is rolled back.
            rows.Forget();
        }
    }

    private static bool Update(StoreConnection connection, QueueLogEntry entry, DateTimeOffset now)
    {
        Span<byte> id = stackalloc byte[16];
        entry.Id.WriteTo(id);
        using var update = connection.Prepare(
            "UPDATE message SET status = ?2, duration = ?6 - started, fault_code = coalesce(?3, fault_code), fault_message = coalesce(?4, fault_message), fault_hint = coalesce(?5, fault_hint) WHERE id = ?1");
        return update.Bind(1, id).Bind(2, (int)entry.Status).Bind(3, entry.Fault?.Code).Bind(4, entry.Fault?.Message).Bind(5, entry.Fault?.Hint).Bind(6, StoreTime.Write(now)).Run() == 1;
    }
}
