using IntegrationActors.Management.Problems;
using IntegrationActors.Runtime;
using IntegrationActors.Storage;
using IntegrationActors.Storage.Administration;

namespace IntegrationActors.Management.Tenants;

/// <summary>The tenants there are, and the way to their stores: a store is never opened, and so created, under a name that no tenant has.</summary>
internal sealed class TenantDirectory(ITenantControl control, TenantStores stores, SystemStore system)
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

    /// <summary>Deletes a tenant with all that it has, and the access tokens that are for it alone.</summary>
    public async Task DeleteAsync(string tenant, string by, CancellationToken cancel)
    {
        await control.DeleteTenantAsync(tenant, by, cancel);
        await system.DeleteTokensOfAsync(tenant);
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
