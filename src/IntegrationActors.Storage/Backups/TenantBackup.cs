using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using IntegrationActors.Storage.Database;

namespace IntegrationActors.Storage.Backups;

/// <summary>
/// Makes backups of one store while it is written: the database copies itself, as it is at one moment, into a file beside it, which is then hashed and packed. Writes go on meanwhile.
/// Messages that are running at that moment are not in it.
/// </summary>
public sealed class TenantBackup : IDisposable
{
    internal const string Manifest = "manifest.json";
    internal const string Store = "store.db";
    private const string Unfinished = "backup-";

    private readonly string _tenant;
    private readonly string _folder;
    private readonly StoreDatabase _database;
    private readonly IStoreSource _source;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _one = new(1);

    internal TenantBackup(string tenant, string folder, StoreDatabase database, IStoreSource source, TimeProvider time) =>
        (_tenant, _folder, _database, _source, _time) = (tenant, folder, database, source, time);

    /// <summary>Writes a backup as zip. One at a time.</summary>
    /// <param name="target">Where to; written from begin to end.</param>
    /// <param name="product">Version of the program.</param>
    /// <param name="flows">Flows that are deployed.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="Core.Exchanges.FaultException">IA3611: the database of the store can't copy itself.</exception>
    public async Task WriteAsync(Stream target, string product, IReadOnlyList<BackupFlow> flows, CancellationToken cancel)
    {
        await _one.WaitAsync(cancel);
        var file = Path.Combine(_folder, $"{Unfinished}{Guid.NewGuid():N}");
        try
        {
            SweepUnfinished();
            await CommitPendingAsync();
            var taken = _time.GetUtcNow();
            await Task.Run(() => _source.CopyTo(file), cancel);
            var manifest = await DescribeAsync(file, cancel);
            await PackAsync(manifest with { Product = product, Taken = taken, Flows = flows }, file, target, cancel);
        }
        finally
        {
            File.Delete(file);
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task<BackupManifest> DescribeAsync(string file, CancellationToken cancel)
    {
        await using var copy = File.OpenRead(file);
        var hash = await SHA256.HashDataAsync(copy, cancel);
        return new BackupManifest
        {
            Tenant = _tenant,
            Product = "",
            Schema = TenantSchema.Current.Version,
            Taken = default,
            Bytes = copy.Length,
            Sha256 = Convert.ToHexStringLower(hash),
        };
    }

    private static async Task PackAsync(BackupManifest manifest, string file, Stream target, CancellationToken cancel)
    {
        await using var zip = await ZipArchive.CreateAsync(target, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancel);
        await using (var entry = await zip.CreateEntry(Manifest).OpenAsync(cancel))
        {
            await JsonSerializer.SerializeAsync(entry, manifest, BackupJson.Default.BackupManifest, cancel);
        }

        await using var store = await zip.CreateEntry(Store, CompressionLevel.Fastest).OpenAsync(cancel);
        await using var copy = File.OpenRead(file);
        await copy.CopyToAsync(store, cancel);
    }

    // What ended before the backup is in it. A store that can't be written is worth a backup all the more.
    private async Task CommitPendingAsync()
    {
        try
        {
            await _database.FlushAsync();
        }
        catch (StoreUnavailableException)
        {
            // What is pending stays in the ledger.
        }
    }

    // A node died over it.
    private void SweepUnfinished()
    {
        foreach (var left in Directory.EnumerateFiles(_folder, Unfinished + "*"))
        {
            File.Delete(left);
        }
    }
}
