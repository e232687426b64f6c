using IntegrationActors.Storage;
using IntegrationActors.Storage.Queues;

namespace IntegrationActors.Management.Queues;

/// <summary>The queues in a tenant's store.</summary>
public delegate IQueueOperations QueuesOf(TenantStore store);
