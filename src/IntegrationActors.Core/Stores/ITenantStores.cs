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

namespace IntegrationActors.Core.Stores;

/// <summary>The durable stores of one tenant, as steps and adapters see them.</summary>
public interface ITenantStores
{
    /// <summary>Messages that are put in once and taken out once.</summary>
    IQueues Queues { get; }

    /// <summary>Entries that stay until they are deleted or expire.</summary>
    IDataStores DataStores { get; }

    /// <summary>Small values that outlive a run.</summary>
    IVariables Variables { get; }

    /// <summary>Numbers that are given out once.</summary>
    INumberRanges NumberRanges { get; }

    /// <summary>What the ids of one system are in another.</summary>
    IIdMapping IdMapping { get; }

    /// <summary>Messages that wait for others.</summary>
    IAggregatorStates AggregatorStates { get; }

    /// <summary>What was processed, with its outcome.</summary>
    IIdempotentRepository IdempotentRepository { get; }

    /// <summary>Locks on what must not be processed twice at once.</summary>
    IMessageLocks Locks { get; }

    /// <summary>Messages that Persist steps kept.</summary>
    IMessageStore MessageStore { get; }

    /// <summary>Attachments of the message processing log.</summary>
    IAttachments Attachments { get; }
}
