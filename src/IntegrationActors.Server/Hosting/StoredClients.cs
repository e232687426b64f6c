using IntegrationActors.Adapters.Https.Sender.Authentication;
using IntegrationActors.Core.Stores;
using IntegrationActors.Storage;

namespace IntegrationActors.Server.Hosting;

/// <summary>Sender clients as the tenants' stores know them.</summary>
internal sealed class StoredClients(TenantStores stores) : IClientDirectories
{
    public IClientDirectory Of(string tenant) => stores.Get(tenant).Clients;
}
