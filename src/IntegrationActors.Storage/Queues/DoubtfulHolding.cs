using IntegrationActors.Storage.Database;

namespace IntegrationActors.Storage.Queues;

/// <summary>What a node knows to have of a queue while it may have more, since the answer to a write got lost.</summary>
/// <param name="Known">The takings of messages that it knows to have.</param>
/// <param name="Doubts">How many writes are in doubt, for <see cref="QueueHolding.IsCleared"/>.</param>
internal sealed record DoubtfulHolding(IReadOnlySet<(long Number, long Taken)> Known, long Doubts)
{
    /// <summary>Knows of nothing: all that the node has is given back.</summary>
    public static DoubtfulHolding Nothing { get; } = new(new HashSet<(long, long)>(), Doubts: 0);

    /// <summary>Gives back what the node doesn't know to have.</summary>
    public void Release(StoreConnection connection, long queue, long owner)
    {
        foreach (var (number, _) in Find(connection, queue, owner).Where(found => !Known.Contains(found)))
        {
            using var release = connection.Prepare("UPDATE queue_message SET owner = NULL WHERE number = ?1 AND owner = ?2");
            release.Bind(1, number).Bind(2, owner).Run();
        }
    }

    private static List<(long Number, long Taken)> Find(StoreConnection connection, long queue, long owner)
    {
        var found = new List<(long Number, long Taken)>();
        using var find = connection.Prepare("SELECT number, taken FROM queue_message WHERE owner = ?1 AND queue = ?2");
        find.Bind(1, owner).Bind(2, queue);
        while (find.Step())
        {
            found.Add((find.Int64(0), find.Int64(1)));
        }

        return found;
    }
}
