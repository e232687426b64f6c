using System.Collections.Concurrent;
using IntegrationActors.Core.Stores;
using IntegrationActors.Storage.Backups;
using IntegrationActors.Storage.Keys;
using IntegrationActors.Storage.Queues;
using IntegrationActors.Storage.Postgres;
using IntegrationActors.Storage.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace IntegrationActors.Storage;

/// <summary>The stores of all tenants, each in a folder or a schema of its own; opened when first asked for.</summary>
public sealed class TenantStores(StoreOptions options, TimeProvider time, ISecretProtector protector, ILogger<TenantStores>? logger = null) : IAsyncDisposable
{
    private const string Deleted = ".deleted-";
    private const int MostQueues = 1500;

    private readonly ConcurrentDictionary<string, Lazy<TenantStore>> _open = new(StringComparer.Ordinal);
    private readonly HashSet<string> _deleting = new(StringComparer.Ordinal);
    private readonly SuspectGate _suspects = new(time);
    private readonly Lock _changing = new();
    private readonly string _root = Path.Combine(Path.GetFullPath(options.DataDirectory), "tenants");
    private readonly Lock _finding = new();
    private readonly ILogger _logger = logger ?? NullLogger<TenantStores>.Instance;
    private ITenantHomes? _homes;
    private DeletionWatch? _watch;

    /// <summary>The store of a tenant; made when there is none, so ask <see cref="Exists"/> first when the name comes from outside.</summary>
    /// <exception cref="ArgumentException">The name is not one of a tenant.</exception>
    /// <exception cref="StoreVersionException">The store was written by a newer program.</exception>
    /// <exception cref="StoreKeyException">The store was written with a master key that this node does not have.</exception>
    /// <exception cref="StoreUnavailableException">The store is being deleted.</exception>
    /// <exception cref="IOException">The files can't be opened, such as when another process has them.</exception>
    public TenantStore Get(string tenant)
    {
        if (_open.TryGetValue(TenantName.Check(tenant), out var open) && open.IsValueCreated)
        {
            return open.Value;
        }

        return Opened(tenant, Claim(tenant) ?? throw new StoreUnavailableException($"The store of tenant {tenant} is being deleted."));
    }

    /// <summary>Encrypts what gives access to the stores with the master key that is current now; the keys in the stores see to themselves.</summary>
    /// <exception cref="StoreUnavailableException">The database can't be reached; nothing was changed.</exception>
    /// <exception cref="System.Security.Cryptography.CryptographicException">It was encrypted with a master key that is not here.</exception>
    public Task RewrapAsync() => Task.Run(() => Homes.Rewrap());

    public bool Exists(string tenant) => TenantName.IsValid(tenant) && Homes.Exists(tenant);

    /// <summary>Names of all tenants that have a store, in order.</summary>
    public ValueTask<IReadOnlyList<string>> ListAsync(CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        return ValueTask.FromResult(Homes.List());
    }

    /// <summary>Closes and deletes a store with all that is in it. Its flows must have been stopped.</summary>
    /// <returns>False when there was none.</returns>
    public async ValueTask<bool> DeleteAsync(string tenant)
    {
        Lazy<TenantStore>? store;
        lock (_changing)
        {
            if (!Exists(TenantName.Check(tenant)) || !_deleting.Add(tenant))
            {
                return false;
            }

            _open.TryRemove(tenant, out store);
        }

        try
        {
            await (store?.Value.DisposeAsync() ?? default);
            Homes.Delete(tenant);
            DeleteFolder(tenant);
            return true;
        }
        finally
        {
            lock (_changing)
            {
                _deleting.Remove(tenant);
            }
        }
    }

    /// <summary>Unpacks a backup beside the stores and checks it.</summary>
    /// <exception cref="BackupException">It can't be restored.</exception>
    public Task<StagedBackup> StageAsync(Stream backup, CancellationToken cancel) => options.Postgres is not null
        ? throw new BackupException("the stores of this node are in PostgreSQL, which restores them with its own tools")
        : StagedBackup.OpenAsync(Path.Combine(_root, $"{Deleted}unpacked-{Guid.NewGuid():N}"), backup, cancel);

    /// <summary>Puts a checked backup in the place of the tenant's store, if there is one, in one step. Its flows must have been stopped.</summary>
    /// <exception cref="StoreUnavailableException">The store is being deleted or restored.</exception>
    public async ValueTask RestoreAsync(StagedBackup backup)
    {
        var tenant = TenantName.Check(backup.Manifest.Tenant);
        Lazy<TenantStore>? store;
        lock (_changing)
        {
            if (!_deleting.Add(tenant))
            {
                throw new StoreUnavailableException($"The store of tenant {tenant} is being deleted or restored.");
            }

            _open.TryRemove(tenant, out store);
        }

        try
        {
            await (store?.Value.DisposeAsync() ?? default);
            new FolderSwap(_root, Deleted).Replace(tenant, backup.Folder);
        }
        finally
        {
            lock (_changing)
            {
                _deleting.Remove(tenant);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await (_watch?.DisposeAsync() ?? default);
        foreach (var store in _open.Values.Where(store => store.IsValueCreated))
        {
            await store.Value.DisposeAsync();
        }

        _open.Clear();
        _suspects.Dispose();
        _homes?.Dispose();
    }

    /// <summary>The store of a tenant that has one, or null.</summary>
    internal TenantStore? Find(string tenant)
    {
        if (_open.TryGetValue(tenant, out var open) && open.IsValueCreated)
        {
            return open.Value;
        }

        Lazy<TenantStore>? claimed;
        lock (_changing)
        {
            claimed = Exists(tenant) ? Claim(tenant) : null;
        }

        return claimed is null ? null : Opened(tenant, claimed);
    }

    /// <summary>Closes stores that another node has deleted, also when there is one of the same name again, and deletes what this node has of them.</summary>
    internal async Task CloseDeletedAsync()
    {
        // In this order: a tenant that is made in between is in neither.
        var open = _open.Where(store => store.Value.IsValueCreated).ToArray();
        if (Homes.Generations() is not { } generations)
        {
            return;
        }

        foreach (var (tenant, store) in open.Where(store => generations.GetValueOrDefault(store.Key) != store.Value.Value.Generation))
        {
            await CloseAsync(tenant, store);
        }
    }

    internal StoreEvents Events(string tenant) => new(tenant, _logger);

    private async Task CloseAsync(string tenant, Lazy<TenantStore> store)
    {
        lock (_changing)
        {
            if (!_deleting.Add(tenant))
            {
                return;
            }
        }

        try
        {
            if (_open.TryRemove(new(tenant, store)))
            {
                await store.Value.DisposeAsync();
                DeleteFolder(tenant);
                Events(tenant).DeletedElsewhere();
            }
        }
        finally
        {
            lock (_changing)
            {
                _deleting.Remove(tenant);
            }
        }
    }

    // What a crash interrupted is ended before anybody looks for a store.
    private void Sweep()
    {
        if (!Directory.Exists(_root))
        {
            return;
        }

        new FolderSwap(_root, Deleted).Finish();
        foreach (var doomed in Directory.EnumerateDirectories(_root, Deleted + "*"))
        {
            Directory.Delete(doomed, recursive: true);
        }
    }

    // A store that is being deleted is not opened again beneath: its files are about to go.
    private Lazy<TenantStore>? Claim(string tenant)
    {
        lock (_changing)
        {
            return _deleting.Contains(tenant) ? null : _open.GetOrAdd(tenant, key => new Lazy<TenantStore>(() => Open(key)));
        }
    }

    private TenantStore Opened(string tenant, Lazy<TenantStore> store)
    {
        try
        {
            return store.Value;
        }
        catch
        {
            // A store that did not open is tried again next time.
            _open.TryRemove(new(tenant, store));
            throw;
        }
    }

    // A database that can't be reached now is looked for again by the next one who asks.
    private ITenantHomes Homes
    {
        get
        {
            lock (_finding)
            {
                return _homes ??= FindHomes();
            }
        }
    }

    private string Folder(string tenant) => Path.Combine(_root, tenant);

    private TenantStore Open(string tenant)
    {
        Directory.CreateDirectory(options.Spool.Directory);
        return new TenantStore(tenant, Folder(tenant), Homes.Open(tenant), Services(), Events(tenant));
    }

    private StoreServices Services() => new(time, protector, options, _suspects)
    {
        Queues = new QueuesOptions(NodeName.Load(options.DataDirectory), IsShared: options.Postgres is not null, MostQueues),
    };

    private ITenantHomes FindHomes()
    {
        Sweep();
        if (options.Postgres is not { } postgres)
        {
            return new SqliteTenants(_root);
        }

        var homes = new PostgresTenants(postgres, protector);
        _watch = new DeletionWatch(CloseDeletedAsync, time);
        return homes;
    }

    // Out of sight in one step: a crash in the middle leaves no half of a store. With PostgreSQL a node that never ran the tenant has no folder.
    private void DeleteFolder(string tenant)
    {
        if (Directory.Exists(Folder(tenant)))
        {
            var doomed = Path.Combine(_root, $"{Deleted}{tenant}-{Guid.NewGuid():N}");
            Directory.Move(Folder(tenant), doomed);
            Directory.Delete(doomed, recursive: true);
        }
    }
}
