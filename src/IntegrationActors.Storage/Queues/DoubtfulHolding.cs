using IntegrationActors.Storage.Database;

namespace IntegrationActors.Storage.Queues;

/// <summary>What a node knows to have of a queue while it may have more, since the answer to a write got lost.</summary>
/// <param name="Known">Numbers of the messages that it knows to have.</param>
/// <param name="Doubts">How many writes are in doubt, for <see cref="TenantQueue.DoubtIsSettled"/>.</param>
internal sealed record DoubtfulHolding(IReadOnlySet<long> Known, long Doubts)
{
    /// <summary>Gives back what the node doesn't know to have.</summary>
    public void Release(StoreConnection connection, long queue, long owner)
    {
        foreach (var number in Find(connection, queue, owner).Where(number => !Known.Contains(number)))
        {
            using var release = connection.Prepare("UPDATE queue_message SET owner = NULL WHERE number = ?1 AND owner = ?2");
            release.Bind(1, number).Bind(2, owner).Run();
        }
    }

    private static List<long> Find(StoreConnection connection, long queue, long owner)
    {
        var found = new List<long>();
        using var find = connection.Prepare("SELECT number FROM queue_message WHERE owner = ?1 AND queue = ?2");
        find.Bind(1, owner).Bind(2, queue);
        while (find.Step())
        {
            found.Add(find.Int64(0));
        }

        return found;
    }
}
