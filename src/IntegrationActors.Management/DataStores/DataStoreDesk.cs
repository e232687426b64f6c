using IntegrationActors.Core.Stores.DataStores;
using IntegrationActors.Management.Problems;
using IntegrationActors.Management.Requests;
using IntegrationActors.Management.Tenants;

namespace IntegrationActors.Management.DataStores;

/// <summary>Looks at the data stores of a tenant and deletes entries of them.</summary>
internal sealed class DataStoreDesk(TenantDirectory tenants, TimeProvider time)
{
    public async Task<IReadOnlyList<DataStoreView>> ListAsync(string tenant, CancellationToken cancel) =>
        [.. (await (await StoresAsync(tenant, cancel)).ListAsync(cancel)).Select(DataStoreView.Of)];

    /// <summary>Entries in order of their ids.</summary>
    public async Task<Page<DataStoreEntryView>> EntriesAsync(string tenant, DataStoreName store, PageQuery page, CancellationToken cancel)
    {
        var stores = await StoresAsync(tenant, cancel);
        if (page.After.Length == 0 && !(await stores.ListAsync(cancel)).Any(s => s.Store == store))
        {
            throw ProblemException.NotFound($"there is no data store '{store.Name}'{ScopeQuery.Describe(store.Scope)} with entries; one of a flow is found with 'flow'");
        }

        var now = time.GetUtcNow();
        var entries = await stores.ListEntriesAsync(store, page.After, page.Most, cancel);
        return new Page<DataStoreEntryView>([.. entries.Select(e => DataStoreEntryView.Of(e, now))], entries.Count == page.Most ? entries[^1].Id : null);
    }

    /// <summary>An entry with its content, which belongs to the caller.</summary>
    public async Task<DataStoreContent> ReadAsync(string tenant, DataStoreName store, string id, CancellationToken cancel) =>
        await (await StoresAsync(tenant, cancel)).GetAsync(store, id, cancel) ?? throw MissingEntry(store, id);

    public async Task DeleteAsync(string tenant, DataStoreName store, string id, CancellationToken cancel)
    {
        if (await (await StoresAsync(tenant, cancel)).DeleteAsync(store, [id], cancel) == 0)
        {
            throw MissingEntry(store, id);
        }
    }

    private async Task<IDataStores> StoresAsync(string tenant, CancellationToken cancel) => (await tenants.StoreAsync(tenant, cancel)).DataStores;

    private static ProblemException MissingEntry(DataStoreName store, string id) =>
        ProblemException.NotFound($"there is no entry '{id}' in data store '{store.Name}'{ScopeQuery.Describe(store.Scope)}; it may have been processed or expired");
}
