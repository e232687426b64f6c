using IntegrationActors.Core.Stores.Aggregations;
using IntegrationActors.Storage.Contents;
using IntegrationActors.Storage.Database;
using IntegrationActors.Storage.Quotas;

namespace IntegrationActors.Storage.Aggregations;

/// <summary>Aggregations in their tables.</summary>
internal sealed class AggregatorStateStore : IAggregatorStates
{
    private readonly StoreContext _store;
    private readonly MessageParts _parts;
    private readonly AggregationRows _rows;
    private readonly EachWrite<AggregationRows.Addition, AggregationState?> _add;

    public AggregatorStateStore(StoreContext store, MessageParts parts)
    {
        (_store, _parts) = (store, parts);
        _rows = new AggregationRows(parts);
        _add = new EachWrite<AggregationRows.Addition, AggregationState?>(_rows.Add);
    }

    public async ValueTask<AggregationState> AddAsync(AggregationKey key, AggregatedMessage message, AggregationRule rule, CancellationToken cancel)
    {
        StoreNames.Check("The correlation of an aggregation", key.Correlation, AggregationKey.LongestCorrelation);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(rule.Timeout, TimeSpan.Zero);
        var content = await _parts.PrepareAsync(StorageKind.Contents, _store.NewId(), message.Message, message.Properties, cancel);
        return await _store.WriteAsync(_add, new AggregationRows.Addition(key, message, content, rule, _store.Now)) ?? throw StoreFaults.AggregationFull(key.Correlation, rule.MostMessages, rule.MostBytes);
    }

    public async ValueTask<IReadOnlyList<AggregationState>> FindDueAsync(string flow, string aggregator, int most, CancellationToken cancel) =>
        await _store.ReadAsync(connection => AggregationRows.FindDue(connection, (flow, aggregator), _store.Now, most), cancel);

    public async ValueTask<IAggregationLease?> TakeAsync(long number, TimeSpan lockTimeout, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(lockTimeout, TimeSpan.Zero);
        var now = _store.Now;
        return await _store.WriteAsync(connection => AggregationRows.Take(connection, number, now, now + lockTimeout)) is { } taken
            ? new AggregationLease(_store, _parts, _rows, taken)
            : null;
    }

    /// <summary>Deletes some that have been due since <paramref name="before"/>.</summary>
    public int DeleteLeft(StoreConnection connection, DateTimeOffset before, int most) => _rows.DeleteLeft(connection, before, most);
}
