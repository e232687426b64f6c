using IntegrationActors.Management.Problems;
using IntegrationActors.Runtime;
using IntegrationActors.Storage;

namespace IntegrationActors.Management.Tenants;

/// <summary>The tenants there are, and the way to their stores: a store is never opened, and so created, under a name that no tenant has.</summary>
internal sealed class TenantDirectory(ITenantControl control, TenantStores stores)
{
    public Task<IReadOnlyList<string>> ListAsync(CancellationToken cancel) => control.ListTenantsAsync(cancel);

    /// <summary>Creates a tenant.</summary>
    /// <returns>False when there is one of that name already.</returns>
    public async Task<bool> CreateAsync(string tenant, CancellationToken cancel)
    {
        try
        {
            return await control.CreateTenantAsync(tenant, cancel);
        }
        catch (ArgumentException)
        {
            throw ProblemException.Invalid($"'{tenant}' is no name of a tenant: write 1 to 63 of a-z 0-9 -, starting with a letter");
        }
    }

    /// <summary>The store of an existing tenant.</summary>
    public async Task<TenantStore> StoreAsync(string tenant, CancellationToken cancel)
    {
        await RequireAsync(tenant, cancel);
        return stores.Get(tenant);
    }

    public async Task RequireAsync(string tenant, CancellationToken cancel)
    {
        if (!(await control.ListTenantsAsync(cancel)).Contains(tenant, StringComparer.Ordinal))
        {
            throw Unknown(tenant);
        }
    }

    public static ProblemException Unknown(string tenant) => ProblemException.NotFound($"there is no tenant '{tenant}'");
}
