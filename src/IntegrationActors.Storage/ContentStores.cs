using IntegrationActors.Storage.Aggregations;
using IntegrationActors.Storage.Attachments;
using IntegrationActors.Storage.Contents;
using IntegrationActors.Storage.DataStores;
using IntegrationActors.Storage.Idempotency;
using IntegrationActors.Storage.IdMapping;
using IntegrationActors.Storage.Locks;
using IntegrationActors.Storage.MessageLog;
using IntegrationActors.Storage.NumberRanges;
using IntegrationActors.Storage.Persisted;
using IntegrationActors.Storage.Variables;

namespace IntegrationActors.Storage;

/// <summary>The stores that flows work with, but for queues; what they have in common is made once.</summary>
internal sealed class ContentStores
{
    public ContentStores(StoreContext context, MessageRows? log = null)
    {
        Context = context;
        Chunks = new ContentChunks(context);
        Parts = new MessageParts(context, Chunks);
        DataStores = new DataStoreStore(context, Parts);
        Variables = new VariableStore(context);
        NumberRanges = new NumberRangeStore(context);
        IdMapping = new IdMappingStore(context);
        AggregatorStates = new AggregatorStateStore(context, Parts, new AggregationLog(log));
        IdempotentRepository = new IdempotentStore(context);
        Locks = new MessageLockStore(context);
        MessageStore = new PersistedMessageStore(context, Parts);
        Attachments = new AttachmentStore(context, Parts);
    }

    public StoreContext Context { get; }

    public ContentChunks Chunks { get; }

    public MessageParts Parts { get; }

    public DataStoreStore DataStores { get; }

    public VariableStore Variables { get; }

    public NumberRangeStore NumberRanges { get; }

    public IdMappingStore IdMapping { get; }

    public AggregatorStateStore AggregatorStates { get; }

    public IdempotentStore IdempotentRepository { get; }

    public MessageLockStore Locks { get; }

    public PersistedMessageStore MessageStore { get; }

    public AttachmentStore Attachments { get; }
}
