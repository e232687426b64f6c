using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Stores;
using IntegrationActors.Core.Stores.Queues;
using IntegrationActors.Storage.Artifacts;
using IntegrationActors.Storage.Clients;
using IntegrationActors.Storage.Credentials;
using IntegrationActors.Storage.Flows;
using IntegrationActors.Storage.MessageLog;
using IntegrationActors.Storage.MessageLog.Ledger;
using IntegrationActors.Storage.MessageLog.Search;
using IntegrationActors.Storage.Database;
using IntegrationActors.Storage.Queues;
using IntegrationActors.Storage.Sqlite;

namespace IntegrationActors.Storage;

/// <summary>Everything that belongs to one tenant, in one folder: <c>store.db</c> and <c>running.ledger</c>. Open in one process at a time.</summary>
public sealed class TenantStore : ITenantStores, IAsyncDisposable
{
    private const int MostQueues = 1500;
    private const string Node = "local";

    private readonly StoreDatabase _database;
    private readonly RunLedger _ledger;
    private readonly TenantQueues _queues;

    internal TenantStore(string tenant, string folder, TimeProvider time, ISecretProtector protector, SuspectGate suspects, StoreEvents events)
    {
        Directory.CreateDirectory(folder);
        var traces = new TraceRows(tenant, protector, time);
        var rows = new MessageRows(traces);
        var file = LedgerFile.Open(Path.Combine(folder, "running.ledger"), out var remains);
        StoreDatabase? database = null;
        try
        {
            var recovery = new LedgerRecovery(tenant, rows, time);
            var (ended, abandoned) = (0, 0);
            database = new StoreDatabase(
                tenant, new SqliteFile(Path.Combine(folder, "store.db")), TenantSchema.Current, events, connection =>
                {
                    (ended, abandoned) = recovery.Recover(connection, remains.Entries);
                    StoreOwners.Bury(connection, Node);
                });
            _ledger = new RunLedger(file);
            _database = database;
            events.LedgerRecovered(ended, abandoned, remains.Damaged);
        }
        catch
        {
            // A store that is tried again and again while the disk is full may not leave a thread behind each time.
            _ = database?.DisposeAsync().AsTask();
            file.Dispose();
            throw;
        }

        Tenant = tenant;
        Events = events;
        MessageLog = new StoreMessageLog(_ledger, _database, rows);
        Messages = new MessageSearch(_database, _ledger, traces);
        Retention = new Retention(_database);
        Artifacts = new ArtifactStore(_database, time);
        Plans = new FlowPlans(_database);
        Clients = new ClientStore(_database, time);
        Credentials = new CredentialStore(tenant, _database, protector, time);
        _queues = new TenantQueues(new QueueStore(tenant, _database, protector, time) { Suspects = suspects }, new QueuesOptions(Node, IsShared: false, MostQueues));
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

    /// <summary>Durable queues.</summary>
    public IQueues Queues => _queues;

    internal Retention Retention { get; }

    internal StoreEvents Events { get; }

    /// <summary>Commits what is pending and closes the files. Runs that have not ended stay in the ledger and are ABANDONED at the next start.</summary>
    public async ValueTask DisposeAsync()
    {
        await _queues.DisposeAsync();
        await _database.DisposeAsync();
        _ledger.Dispose();
    }
}
