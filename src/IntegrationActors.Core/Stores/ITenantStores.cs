using IntegrationActors.Core.Stores.Queues;

namespace IntegrationActors.Core.Stores;

/// <summary>The durable stores of one tenant, as steps and adapters see them.</summary>
public interface ITenantStores
{
    IQueues Queues { get; }
}
