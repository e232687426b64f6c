using IntegrationActors.Core.Exchanges;
using IntegrationActors.Storage.Contents;
using IntegrationActors.Storage.Database;
using IntegrationActors.Storage.Quotas;

namespace IntegrationActors.Storage.Queues;

/// <summary>Deletes a message with all that belongs to it.</summary>
internal static class QueueDeletion
{
    private const string Owned = "DELETE FROM queue_message WHERE number = ?1 AND owner = ?2 RETURNING id, parts, stored";
    private const string Free = "DELETE FROM queue_message WHERE number = ?1 AND owner IS NULL RETURNING id, parts, stored";

    /// <summary>Deletes the message if it belongs to <paramref name="owner"/>, or to nobody when that is null.</summary>
    public static bool Run(StoreConnection connection, StoreContext context, MessageParts parts, long number, long? owner)
    {
        MessageId id;
        bool hasParts;
        long stored;
        using (var delete = connection.Prepare(owner is null ? Free : Owned))
        {
            if (!delete.Bind(1, number).Bind(2, owner).Step())
            {
                return false;
            }

            (id, hasParts, stored) = (MessageId.Read(delete.Blob(0)), delete.Int64(1) != 0, delete.Int64(2));
        }

        if (hasParts)
        {
            parts.Delete(connection, StorageKind.Contents, id);
        }

        context.Usage.Adjust(connection, StorageKind.Contents, -stored);
        return true;
    }
}
