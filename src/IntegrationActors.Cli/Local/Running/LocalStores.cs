using IntegrationActors.Core.Stores;
using IntegrationActors.Core.Stores.Aggregations;
using IntegrationActors.Core.Stores.Attachments;
using IntegrationActors.Core.Stores.DataStores;
using IntegrationActors.Core.Stores.Idempotency;
using IntegrationActors.Core.Stores.IdMapping;
using IntegrationActors.Core.Stores.Locks;
using IntegrationActors.Core.Stores.NumberRanges;
using IntegrationActors.Core.Stores.Persisted;
using IntegrationActors.Core.Stores.Queues;
using IntegrationActors.Core.Stores.Variables;
using IntegrationActors.Security;
using IntegrationActors.Storage;

namespace IntegrationActors.Cli.Local.Running;

/// <summary>The stores of a tenant in a folder: SQLite as on a server, opened when a flow first asks for one.</summary>
/// <param name="folder">Names the folder, when it is needed.</param>
/// <param name="tenant">The tenant.</param>
/// <param name="time">The clock.</param>
internal sealed class LocalStores(Func<string> folder, string tenant, TimeProvider time) : ITenantStores, IAsyncDisposable
{
    private readonly Lazy<Opened> _opened = new(() => Open(folder(), tenant, time));

    public IQueues Queues => Store.Queues;

    public IDataStores DataStores => Store.DataStores;

    public IVariables Variables => Store.Variables;

    public INumberRanges NumberRanges => Store.NumberRanges;

    public IIdMapping IdMapping => Store.IdMapping;

    public IAggregatorStates AggregatorStates => Store.AggregatorStates;

    public IIdempotentRepository IdempotentRepository => Store.IdempotentRepository;

    public IMessageLocks Locks => Store.Locks;

    public IMessageStore MessageStore => Store.MessageStore;

    public IAttachments Attachments => Store.Attachments;

    private TenantStore Store => _opened.Value.Store;

    public async ValueTask DisposeAsync()
    {
        if (_opened.IsValueCreated)
        {
            await _opened.Value.All.DisposeAsync();
        }
    }

    private static Opened Open(string folder, string tenant, TimeProvider time)
    {
        var options = new StoreOptions { DataDirectory = folder, Spool = LocalFolder.Spool };
        var stores = new TenantStores(options, time, new SecretProtector(MasterKeyRing.FromFile(folder)));
        return new Opened(stores, stores.Get(tenant));
    }

    private sealed record Opened(TenantStores All, TenantStore Store);
}
