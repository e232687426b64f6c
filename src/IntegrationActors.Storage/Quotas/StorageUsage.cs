using System.Security.Cryptography;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Storage.Database;

namespace IntegrationActors.Storage.Quotas;

/// <summary>
/// Counts what a tenant has stored. The count is part of the transaction that stores or deletes, so it is exact and is never recounted; it is divided into shares,
/// so that nodes don't wait for each other's row. The sum is kept in memory: moved by each write of this node, and read anew by retention, which adds the writes of others.
/// </summary>
internal sealed class StorageUsage(string tenant, QuotaOptions quota)
{
    // Two nodes that draw the same share wait for each other's commit now and then.
    private const int Shares = 1024;

    private const string AdjustShare = """
        INSERT INTO storage_usage (kind, share, bytes) VALUES (?1, ?2, ?3)
        ON CONFLICT (kind, share) DO UPDATE SET bytes = storage_usage.bytes + excluded.bytes
        """;

    private readonly long[] _bytes = new long[Enum.GetValues<StorageKind>().Length];
    private readonly Tally[] _shares = ShareOfEach();

    /// <summary>Bytes that are stored, as far as this node knows.</summary>
    public long this[StorageKind kind] => Interlocked.Read(ref _bytes[(int)kind]);

    /// <summary>Refuses content that would take the tenant over its quota.</summary>
    /// <exception cref="FaultException">IA3504, status 507.</exception>
    public void CheckContents(long bytes)
    {
        if (this[StorageKind.Contents] + bytes > quota.Contents)
        {
            throw StoreFaults.Full(tenant, "queues and stores", quota.Contents);
        }
    }

    /// <summary>Whether captured content still fits into the tenant's budget.</summary>
    public bool HasRoomForTrace(long bytes) => this[StorageKind.Traces] + bytes <= quota.Traces;

    /// <summary>By how much captured content is over nine tenths of its budget, so that new messages find room; 0 when it is not.</summary>
    public long TracesToDelete => Math.Max(0, this[StorageKind.Traces] - (quota.Traces / 10 * 9));

    /// <summary>Counts bytes that this transaction stores, or deletes when negative.</summary>
    public void Adjust(StoreConnection connection, StorageKind kind, long bytes)
    {
        if (bytes == 0)
        {
            return;
        }

        connection.Move(_shares[(int)kind], bytes);
        Interlocked.Add(ref _bytes[(int)kind], bytes);
    }

    /// <summary>Reads the sums anew: a rollback or another node may have moved them.</summary>
    public async Task RefreshAsync(StoreDatabase database, CancellationToken cancel)
    {
        var sums = await database.ReadAsync(Read, cancel);
        for (var kind = 0; kind < sums.Length; kind++)
        {
            Interlocked.Exchange(ref _bytes[kind], sums[kind]);
        }
    }

    /// <summary>Reads the sums when the store opens, before anybody writes.</summary>
    public void Load(StoreConnection connection) => Read(connection).CopyTo(_bytes, 0);

    private static Tally[] ShareOfEach()
    {
        var share = RandomNumberGenerator.GetInt32(Shares);
        return [.. Enum.GetValues<StorageKind>().Select(kind => new Tally(AdjustShare, (int)kind, share))];
    }

    private long[] Read(StoreConnection connection)
    {
        var sums = new long[_bytes.Length];
        using var find = connection.Prepare("SELECT kind, CAST(sum(bytes) AS BIGINT) FROM storage_usage GROUP BY kind");
        while (find.Step())
        {
            sums[find.Int32(0)] = find.Int64(1);
        }

        return sums;
    }
}
