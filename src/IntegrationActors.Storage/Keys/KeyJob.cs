namespace IntegrationActors.Storage.Keys;

/// <summary>Learns of keys that were rotated elsewhere, writes records of old keys anew and deletes old keys.</summary>
public sealed class KeyJob(TenantStores stores, StoreOptions options, TimeProvider time) : TenantJob(stores, options, time)
{
    private protected override Task RunAsync(TenantStore store, CancellationToken cancel) => store.Keys.MaintainAsync(cancel);

    private protected override void Failed(StoreEvents events, Exception cause) => events.KeyMaintenanceFailed(cause);
}
