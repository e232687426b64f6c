using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Stores.DataStores;
using IntegrationActors.Storage.Database;

namespace IntegrationActors.Storage.DataStores;

/// <summary>An entry without its content, as it was read or taken.</summary>
internal sealed record EntryRow(DataStoreToken Token, string Id, MessageId Owner, MessageId? Message, DateTimeOffset Written, DateTimeOffset Expires)
{
    public const string Columns = "number, revision, id, owner, message, written, expires, lease, retries";

    /// <summary>Which taking this is; only its holder may settle the entry.</summary>
    public long Lease { get; init; }

    public int Retries { get; init; }

    /// <summary>Reads <see cref="Columns"/>.</summary>
    public static EntryRow Read(Statement row) => new(new DataStoreToken(row.Int64(0), row.Int64(1)), row.Text(2), row.Id(3), row.IdOrNull(4), row.Time(5), row.Time(6))
    {
        Lease = row.Int64(7),
        Retries = row.Int32(8),
    };
}
