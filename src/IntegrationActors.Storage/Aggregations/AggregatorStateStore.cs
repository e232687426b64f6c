using IntegrationActors.Core.Stores.Aggregations;
using IntegrationActors.Storage.Contents;
using IntegrationActors.Storage.Database;
using IntegrationActors.Storage.Quotas;

namespace IntegrationActors.Storage.Aggregations;

/// <summary>Aggregations in their tables.</summary>
internal sealed class AggregatorStateStore : IAggregatorStates
{
    private const int MostListed = 1000;

    private readonly StoreContext _store;
    private readonly MessageParts _parts;
    private readonly AggregationRuns _runs;
    private readonly EachWrite<AggregationRows.Addition, AggregationState?> _add;

    public AggregatorStateStore(StoreContext store, MessageParts parts, AggregationLog log)
    {
        (_store, _parts) = (store, parts);
        _runs = new AggregationRuns(parts);
        _add = new EachWrite<AggregationRows.Addition, AggregationState?>(new AggregationRows(parts, log).Add);
    }

    public async ValueTask<AggregationState> AddAsync(AggregationKey key, AggregatedMessage message, AggregationRule rule, CancellationToken cancel)
    {
        StoreNames.Check("The correlation of an aggregation", key.Correlation, AggregationKey.LongestCorrelation);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(rule.Timeout, TimeSpan.Zero);
        var content = await _parts.PrepareAsync(StorageKind.Contents, _store.NewId(), message.Message, message.Properties, cancel);
        return await _store.WriteAsync(_add, new AggregationRows.Addition(key, message, content, rule, _store.Now), cancel) ?? throw StoreFaults.AggregationFull(key.Correlation, rule.MostMessages, rule.MostBytes);
    }

    public async ValueTask<IReadOnlyList<AggregationState>> FindDueAsync(string flow, string aggregator, int most, CancellationToken cancel) =>
        await _store.ReadAsync(connection => AggregationRuns.FindDue(connection, (flow, aggregator), _store.Now, most), cancel);

    public async ValueTask<IAggregationLease?> TakeAsync(long number, TimeSpan lockTimeout, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(lockTimeout, TimeSpan.Zero);
        var now = _store.Now;
        var taking = _store.WriteAsync(connection => AggregationRuns.Take(connection, number, now, now + lockTimeout), CancellationToken.None);
        return await StoreContext.TakeAsync(taking, late => late is null ? default : LeaseOf(late).ReleaseAsync(now), cancel) is { } taken ? LeaseOf(taken) : null;
    }

    public async ValueTask<IReadOnlyList<AggregationState>> ListAsync(long after, int most, CancellationToken cancel) =>
        await _store.ReadAsync(connection => AggregationRuns.List(connection, after, Math.Clamp(most, 1, MostListed)), cancel);

    public async ValueTask<bool> SendOnAsync(long number, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        return await _store.WriteAsync(connection => AggregationRuns.SendOn(connection, number, _store.Now), cancel);
    }

    public async ValueTask<bool> DeleteAsync(long number, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        return await _store.WriteAsync(connection => _runs.Delete(connection, number, _store.Now), cancel);
    }

    private AggregationLease LeaseOf(AggregationRow taken) => new(_store, _parts, _runs, taken);

    /// <summary>Deletes some that have been due since <paramref name="before"/>.</summary>
    public int DeleteLeft(StoreConnection connection, DateTimeOffset before, int most) => _runs.DeleteLeft(connection, before, most, _store.Now);
}
