using IntegrationActors.Core.Stores.DataStores;
using IntegrationActors.Core.Stores.Queues;

namespace IntegrationActors.Core.Stores;

/// <summary>The durable stores of one tenant, as steps and adapters see them.</summary>
public interface ITenantStores
{
    /// <summary>Messages that are put in once and taken out once.</summary>
    IQueues Queues { get; }

    /// <summary>Entries that stay until they are deleted or expire.</summary>
    IDataStores DataStores { get; }
}
