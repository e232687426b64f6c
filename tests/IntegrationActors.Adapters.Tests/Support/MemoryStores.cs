using IntegrationActors.Core.Stores;
using IntegrationActors.Core.Stores.Aggregations;
using IntegrationActors.Core.Stores.Attachments;
using IntegrationActors.Core.Stores.DataStores;
using IntegrationActors.Core.Stores.Idempotency;
using IntegrationActors.Core.Stores.IdMapping;
using IntegrationActors.Core.Stores.Locks;
using IntegrationActors.Core.Stores.NumberRanges;
using IntegrationActors.Core.Stores.Persisted;
using IntegrationActors.Core.Stores.Queues;
using IntegrationActors.Core.Stores.Variables;

namespace IntegrationActors.Adapters.Tests.Support;

/// <summary>Stores of one tenant in memory: those that channels use.</summary>
internal sealed class MemoryStores(MemoryQueues queues, MemoryDataStores dataStores) : ITenantStores
{
    public IQueues Queues => queues;

    public IDataStores DataStores => dataStores;

    public IVariables Variables => throw new NotSupportedException();

    public INumberRanges NumberRanges => throw new NotSupportedException();

    public IIdMapping IdMapping => throw new NotSupportedException();

    public IAggregatorStates AggregatorStates => throw new NotSupportedException();

    public IIdempotentRepository IdempotentRepository => throw new NotSupportedException();

    public IMessageLocks Locks => throw new NotSupportedException();

    public IMessageStore MessageStore => throw new NotSupportedException();

    public IAttachments Attachments => throw new NotSupportedException();
}
