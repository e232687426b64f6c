using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Stores.Aggregations;
using IntegrationActors.Storage.Contents;

namespace IntegrationActors.Storage.Aggregations;

/// <summary>A taken aggregation; completing it is refused when another taking has followed this one.</summary>
internal sealed class AggregationLease(StoreContext store, MessageParts parts, AggregationRows rows, AggregationRows.Taken taken) : IAggregationLease
{
    public AggregationState State => taken.State;

    public async ValueTask<IReadOnlyList<AggregatedMessage>> ReadAsync(CancellationToken cancel)
    {
        var messages = new List<AggregatedMessage>();
        foreach (var member in await store.ReadAsync(connection => AggregationRows.Members(connection, taken.State.Number), cancel))
        {
            if (await parts.OpenAsync(member.Owner, cancel) is { } opened)
            {
                messages.Add(new AggregatedMessage { Id = member.Message, Message = opened.Message, Properties = opened.Properties, Sequence = member.Sequence });
            }
        }

        // Fewer than were added: another node has sent them on and deleted them.
        return messages.Count >= taken.State.Count ? messages : throw Stale();
    }

    public async ValueTask CompleteAsync(CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        if (!await store.WriteAsync(connection => rows.Complete(connection, taken)))
        {
            throw Stale();
        }
    }

    public async ValueTask ReleaseAsync(DateTimeOffset retryAt) => await store.WriteAsync(connection => AggregationRows.Release(connection, taken, retryAt));

    private FaultException Stale() => StoreFaults.Stale($"The aggregation of {taken.State.Key.Correlation} in {taken.State.Key.Flow}");
}
