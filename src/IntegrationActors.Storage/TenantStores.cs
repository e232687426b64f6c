using System.Collections.Concurrent;
using IntegrationActors.Core.Stores;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace IntegrationActors.Storage;

/// <summary>The stores of all tenants of a node, each in a folder of its own; opened when first asked for.</summary>
public sealed class TenantStores(StoreOptions options, TimeProvider time, ISecretProtector protector, ILogger<TenantStores>? logger = null) : IAsyncDisposable
{
    private const string Deleted = ".deleted-";

    private readonly ConcurrentDictionary<string, Lazy<TenantStore>> _open = new(StringComparer.Ordinal);
    private readonly string _root = Path.Combine(Path.GetFullPath(options.DataDirectory), "tenants");
    private readonly ILogger _logger = logger ?? NullLogger<TenantStores>.Instance;

    /// <summary>The store of a tenant; made when there is none, so ask <see cref="Exists"/> first when the name comes from outside.</summary>
    /// <exception cref="ArgumentException">The name is not one of a tenant.</exception>
    /// <exception cref="StoreVersionException">The store was written by a newer program.</exception>
    /// <exception cref="IOException">The files can't be opened, such as when another process has them.</exception>
    public TenantStore Get(string tenant)
    {
        var name = TenantName.Check(tenant);
        var store = _open.GetOrAdd(name, key => new Lazy<TenantStore>(() => Open(key)));
        try
        {
            return store.Value;
        }
        catch
        {
            // A store that did not open is tried again next time.
            _open.TryRemove(new(name, store));
            throw;
        }
    }

    public bool Exists(string tenant) => TenantName.IsValid(tenant) && Directory.Exists(Folder(tenant));

    /// <summary>Names of all tenants that have a store, in order.</summary>
    public ValueTask<IReadOnlyList<string>> ListAsync(CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        IReadOnlyList<string> names = Directory.Exists(_root)
            ? [.. Directory.EnumerateDirectories(_root).Select(path => Path.GetFileName(path)).Where(TenantName.IsValid).Order(StringComparer.Ordinal)]
            : [];
        return ValueTask.FromResult(names);
    }

    /// <summary>Closes and deletes a store with all that is in it. Its flows must have been stopped.</summary>
    /// <returns>False when there was none.</returns>
    public async ValueTask<bool> DeleteAsync(string tenant)
    {
        var folder = Folder(TenantName.Check(tenant));
        if (_open.TryRemove(tenant, out var store) && store.IsValueCreated)
        {
            await store.Value.DisposeAsync();
        }

        if (!Directory.Exists(folder))
        {
            return false;
        }

        // Out of sight in one step: a crash in the middle leaves no half of a store.
        var doomed = Path.Combine(_root, $"{Deleted}{tenant}-{Guid.NewGuid():N}");
        Directory.Move(folder, doomed);
        Directory.Delete(doomed, recursive: true);
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var store in _open.Values.Where(store => store.IsValueCreated))
        {
            await store.Value.DisposeAsync();
        }

        _open.Clear();
    }

    /// <summary>Finishes deletions that a crash interrupted.</summary>
    internal void SweepDeleted()
    {
        if (Directory.Exists(_root))
        {
            foreach (var doomed in Directory.EnumerateDirectories(_root, Deleted + "*"))
            {
                Directory.Delete(doomed, recursive: true);
            }
        }
    }

    private string Folder(string tenant) => Path.Combine(_root, tenant);

    private TenantStore Open(string tenant) => new(tenant, Folder(tenant), time, protector, new StoreEvents(tenant, _logger));
}
