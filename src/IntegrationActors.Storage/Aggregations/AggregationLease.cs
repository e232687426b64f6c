using System.Runtime.CompilerServices;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Stores.Aggregations;
using IntegrationActors.Storage.Contents;

namespace IntegrationActors.Storage.Aggregations;

/// <summary>A taken aggregation; completing it is refused when another taking has followed this one.</summary>
internal sealed class AggregationLease(StoreContext store, MessageParts parts, AggregationRuns runs, AggregationRow taken) : IAggregationLease
{
    public AggregationState State => taken.State;

    public async IAsyncEnumerable<AggregatedMessage> ReadAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        var members = await store.ReadAsync(connection => AggregationRuns.Members(connection, taken.State.Number), cancel);

        // Fewer than were added: another node has sent them on and deleted them.
        if (members.Count < taken.State.Count)
        {
            throw Stale();
        }

        foreach (var member in members)
        {
            var opened = await parts.OpenAsync(member.Owner, cancel) ?? throw Stale();
            yield return new AggregatedMessage { Id = member.Message, Message = opened.Message, Properties = opened.Properties, Sequence = member.Sequence };
        }
    }

    public async ValueTask CompleteAsync(CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        if (!await store.WriteAsync(connection => runs.Complete(connection, taken, store.Now), cancel))
        {
            throw Stale();
        }
    }

    public async ValueTask FailAsync(DateTimeOffset retryAt) => await store.WriteAsync(connection => AggregationRuns.Release(connection, taken, retryAt, failed: 1));

    public async ValueTask ReleaseAsync(DateTimeOffset dueAt) => await store.WriteAsync(connection => AggregationRuns.Release(connection, taken, dueAt, failed: 0));

    private FaultException Stale() => StoreFaults.Stale($"The aggregation of {taken.State.Key.Correlation} in {taken.State.Key.Flow}");
}
