using System.Security.Cryptography;
using IntegrationActors.Management.Problems;
using IntegrationActors.Management.Tenants;
using IntegrationActors.Security;
using IntegrationActors.Storage;
using IntegrationActors.Storage.Keys;

namespace IntegrationActors.Management.Keys;

/// <summary>Keys of tenants, and the master key that wraps them.</summary>
internal sealed class KeyRotation(TenantDirectory tenants, TenantStores stores, MasterKeyRing masters)
{
    public async Task<IReadOnlyList<KeyView>> ListAsync(string tenant, CancellationToken cancel)
    {
        var store = await tenants.StoreAsync(tenant, cancel);
        return [.. (await store.Keys.ListAsync(cancel)).Select(KeyView.Of)];
    }

    /// <summary>Makes a new key for a tenant; what the old one encrypted is written anew in the background.</summary>
    public async Task<KeyView> RotateAsync(string tenant, CancellationToken cancel)
    {
        var store = await tenants.StoreAsync(tenant, cancel);
        return KeyView.Of(await store.Keys.RotateAsync());
    }

    /// <summary>Reads the master keys again and wraps the keys of all tenants by the first one. Harmless when done twice; what was interrupted is ended by the next call.</summary>
    public async Task<MasterKeyView> RotateMasterAsync(CancellationToken cancel)
    {
        try
        {
            masters.Reload();
        }
        catch (InvalidOperationException e)
        {
            throw ProblemException.Invalid(e.Message);
        }

        var done = new List<RewrappedTenantView>();
        foreach (var tenant in await stores.ListAsync(cancel))
        {
            cancel.ThrowIfCancellationRequested();
            done.Add(await RewrapAsync(tenant));
        }

        var isAccessRewrapped = await RewrapAccessAsync();
        return new(masters.CurrentId, !isAccessRewrapped || done.Exists(tenant => tenant.NeedsOldMasterKey), done);
    }

    private async Task<bool> RewrapAccessAsync()
    {
        try
        {
            await stores.RewrapAsync();
            return true;
        }
        catch (Exception e) when (e is StoreUnavailableException or CryptographicException)
        {
            return false;
        }
    }

    // One tenant whose store is in trouble does not keep the others from it; until it is well, the old master key stays.
    private async Task<RewrappedTenantView> RewrapAsync(string tenant)
    {
        try
        {
            var result = await stores.Get(tenant).Keys.RewrapAsync();
            return new(tenant, result.Rewrapped, result.NeedsOldMasterKey);
        }
        catch (Exception e) when (e is StoreUnavailableException or StoreKeyException or StoreVersionException or IOException)
        {
            return new(tenant, 0, NeedsOldMasterKey: true, e.Message);
        }
    }
}
