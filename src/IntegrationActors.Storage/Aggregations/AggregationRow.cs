using IntegrationActors.Core.Stores.Aggregations;
using IntegrationActors.Storage.Database;

namespace IntegrationActors.Storage.Aggregations;

/// <summary>The row of an aggregation.</summary>
/// <param name="State">How far it is.</param>
/// <param name="Lease">How often it was taken; fences those who had it before.</param>
internal sealed record AggregationRow(AggregationState State, long Lease)
{
    public const string Columns = "number, flow, aggregator, correlation, messages, started, due, lease, completion, taken, retries, crashes, aside";

    public static AggregationRow? Find(StoreConnection connection, long number)
    {
        using var find = connection.Prepare($"SELECT {Columns} FROM aggregation WHERE number = ?1");
        return find.Bind(1, number).Step() ? Read(find) : null;
    }

    public static AggregationRow Read(Statement row) => new(
        new AggregationState(new AggregationKey(row.Text(1), row.Text(2), row.Text(3)), row.Int64(0), row.Int32(4), row.Time(5), row.Time(6), (AggregationCompletion)row.Int32(8))
        {
            IsTaken = row.Int32(9) == 1,
            Retries = row.Int32(10),
            Crashes = row.Int32(11),
            IsSetAside = row.Int32(12) == 1,
        },
        row.Int64(7));
}
