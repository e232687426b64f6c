using IntegrationActors.Core.Stores;
using IntegrationActors.Core.Stores.DataStores;
using IntegrationActors.Core.Stores.Queues;

namespace IntegrationActors.Adapters.Tests.Support;

/// <summary>Stores of one tenant in memory.</summary>
internal sealed class MemoryStores(MemoryQueues queues, MemoryDataStores dataStores) : ITenantStores
{
    public IQueues Queues => queues;

    public IDataStores DataStores => dataStores;
}
