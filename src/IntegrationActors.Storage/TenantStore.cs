using IntegrationActors.Core.MessageLog;
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
using IntegrationActors.Storage.Artifacts;
using IntegrationActors.Storage.Backups;
using IntegrationActors.Storage.Clients;
using IntegrationActors.Storage.Credentials;
using IntegrationActors.Storage.Flows;
using IntegrationActors.Storage.Inputs;
using IntegrationActors.Storage.Keys;
using IntegrationActors.Storage.MessageLog;
using IntegrationActors.Storage.MessageLog.Ledger;
using IntegrationActors.Storage.MessageLog.Search;
using IntegrationActors.Storage.Database;
using IntegrationActors.Storage.Queues;
using IntegrationActors.Storage.Quotas;

namespace IntegrationActors.Storage;

/// <summary>
/// Everything that belongs to one tenant: its store, and the ledger of the messages that run on this node (<c>running.ledger</c> in the tenant's folder). A folder is
/// open in one process at a time; a store on PostgreSQL may be open on several nodes, each with a ledger of its own.
/// </summary>
public sealed class TenantStore : ITenantStores, IAsyncDisposable
{
    private readonly StoreDatabase _database;
    private readonly RunLedger _ledger;
    private readonly TenantQueues _queues;

    internal TenantStore(string tenant, string folder, IStoreSource source, StoreServices services, StoreEvents events)
    {
        Directory.CreateDirectory(folder);
        var (time, master, options, suspects) = services;
        var usage = new StorageUsage(tenant, options.Quota);
        var protector = new TenantCipher(tenant, master, source, time);
        var traces = new TraceRows(tenant, protector, time, usage);
        var rows = new MessageRows(traces);
        var file = LedgerFile.Open(Path.Combine(folder, "running.ledger"), out var remains);
        try
        {
            _database = Open(source, events, (protector, usage, new LedgerRecovery(tenant, rows, time)), (remains, services.Queues.Node));
            _ledger = new RunLedger(file);
        }
        catch
        {
            // A store that is tried again and again while the disk is full may not leave a thread behind each time.
            _ = _database?.DisposeAsync().AsTask();
            file.Dispose();
            throw;
        }

        (Tenant, Events, Generation) = (tenant, events, source.Generation);
        var context = new StoreContext(tenant, _database, protector, time, options, usage);
        var endings = new MessageRows(traces); // of those who write at once: see StoreDatabase
        Contents = new ContentStores(context, endings);
        MessageLog = new StoreMessageLog(_ledger, _database, rows);
        Messages = new MessageSearch(_database, _ledger, traces);
        Retention = new Retention(_database, usage);
        ContentRetention = new ContentRetention(Contents);
        Artifacts = new ArtifactStore(_database, time);
        Plans = new FlowPlans(_database);
        Clients = new ClientStore(_database, time);
        Credentials = new CredentialStore(tenant, _database, protector, time);
        Inputs = new MessageInputs(tenant, _database, protector, events, time);
        Failures = new FailureSearch(_database);
        Backup = new TenantBackup(tenant, folder, _database, source, time);
        (_queues, QueueOperations, ExpiredMessages) = QueuesOf(new QueueStore(context, Contents.Parts, suspects), new QueueLog(tenant, endings), services.Queues);
        Keys = new TenantKeys(tenant, _database, protector, events, time);
    }

    public string Tenant { get; }

    /// <summary>Where running flows log their messages.</summary>
    public IMessageLog MessageLog { get; }

    /// <summary>Where people look them up.</summary>
    public MessageSearch Messages { get; }

    /// <summary>Bundles that were uploaded, by their hash.</summary>
    public ArtifactStore Artifacts { get; }

    /// <summary>Names of the steps of each flow version.</summary>
    public FlowPlans Plans { get; }

    /// <summary>Sender clients and their secrets.</summary>
    public ClientStore Clients { get; }

    /// <summary>Credentials for receiver systems.</summary>
    public CredentialStore Credentials { get; }

    /// <summary>What came into flows that keep it.</summary>
    public MessageInputs Inputs { get; }

    /// <summary>Failed messages by their cause.</summary>
    public FailureSearch Failures { get; }

    /// <summary>Makes backups of this store.</summary>
    public TenantBackup Backup { get; }

    /// <summary>Keys that encrypt content and secrets of the tenant.</summary>
    public TenantKeys Keys { get; }

    /// <summary>Durable queues.</summary>
    public IQueues Queues => _queues;

    /// <summary>The same queues, as people see and tend them.</summary>
    public IQueueOperations QueueOperations { get; }

    /// <summary>Entries that stay until they are deleted or expire.</summary>
    public IDataStores DataStores => Contents.DataStores;

    /// <summary>Small values that outlive a run.</summary>
    public IVariables Variables => Contents.Variables;

    /// <summary>Numbers that are given out once.</summary>
    public INumberRanges NumberRanges => Contents.NumberRanges;

    /// <summary>What the ids of one system are in another.</summary>
    public IIdMapping IdMapping => Contents.IdMapping;

    /// <summary>Messages that wait for others.</summary>
    public IAggregatorStates AggregatorStates => Contents.AggregatorStates;

    /// <summary>What was processed, with its outcome.</summary>
    public IIdempotentRepository IdempotentRepository => Contents.IdempotentRepository;

    /// <summary>Locks on what must not be processed twice at once.</summary>
    public IMessageLocks Locks => Contents.Locks;

    /// <summary>Messages that Persist steps kept.</summary>
    public IMessageStore MessageStore => Contents.MessageStore;

    /// <summary>Attachments of the message processing log.</summary>
    public IAttachments Attachments => Contents.Attachments;

    internal ContentStores Contents { get; }

    internal Retention Retention { get; }

    internal ContentRetention ContentRetention { get; }

    internal ExpiredMessages ExpiredMessages { get; }

    internal StoreEvents Events { get; }

    /// <summary>See <see cref="IStoreSource.Generation"/>.</summary>
    internal long Generation { get; }

    /// <summary>Commits what is pending and closes the files. Runs that have not ended stay in the ledger and are ABANDONED at the next start.</summary>
    public async ValueTask DisposeAsync()
    {
        await _queues.DisposeAsync();
        await _database.DisposeAsync();
        Backup.Dispose();
        _ledger.Dispose();
    }

    // What was running when the node died is ABANDONED, and what it had taken is free, before anybody reads or writes.
    private static StoreDatabase Open(
        IStoreSource source, StoreEvents events, (TenantCipher Cipher, StorageUsage Usage, LedgerRecovery Recovery) parts, (LedgerRemains Ledger, string Node) remains)
    {
        var (ended, abandoned) = (0, 0);
        var database = new StoreDatabase(events.Store, source, TenantSchema.Current, events, connection =>
        {
            parts.Cipher.Open(connection);
            parts.Usage.Load(connection);
            StoreOwners.Bury(connection, remains.Node);
            (ended, abandoned) = parts.Recovery.Recover(connection, remains.Ledger.Entries);
        });
        events.LedgerRecovered(ended, abandoned, remains.Ledger.Damaged);
        return database;
    }

    private static (TenantQueues Queues, QueueOperations Operations, ExpiredMessages Expired) QueuesOf(QueueStore store, QueueLog log, QueuesOptions options)
    {
        var queues = new TenantQueues(store, options);
        return (queues, new QueueOperations(store, queues, log), new ExpiredMessages(store, log));
    }
}
