using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Stores.Queues;
using IntegrationActors.Security;
using IntegrationActors.Storage.Credentials;
using IntegrationActors.Storage.Database;
using IntegrationActors.Storage.MessageLog;
using IntegrationActors.Storage.MessageLog.Ledger;
using IntegrationActors.Storage.MessageLog.Search;
using IntegrationActors.Storage.Queues;
using IntegrationActors.Storage.Sqlite;
using Microsoft.Extensions.Time.Testing;

namespace IntegrationActors.Storage.Tests.Faults;

/// <summary>The parts of a tenant store over a file in which operations fail. Disposing of it closes it in order; <see cref="Folder"/> stays.</summary>
internal sealed class FaultyStore : IStoreEvents, IAsyncDisposable
{
    private const string Tenant = "acme";

    private readonly StoreDatabase _database;
    private readonly RunLedger _ledger;
    private readonly SuspectGate _suspects;

    public FaultyStore(string folder, FakeTimeProvider time)
    {
        (Folder, Time) = (folder, time);
        var protector = new SecretProtector(MasterKeyRing.FromFile(folder));
        var traces = new TraceRows(Tenant, protector, time);
        var rows = new MessageRows(traces);
        var file = LedgerFile.Open(Path.Combine(folder, "running.ledger"), out var remains);
        var recovery = new LedgerRecovery(Tenant, rows, time);
        _database = new StoreDatabase(Tenant, new FaultySource(new SqliteFile(Path.Combine(folder, "store.db")), Faults), TenantSchema.Current, this, connection =>
        {
            recovery.Recover(connection, remains.Entries);
            StoreOwners.Bury(connection, "one");
        });
        _ledger = new RunLedger(file);
        _suspects = new SuspectGate(time);
        Log = new StoreMessageLog(_ledger, _database, rows);
        Messages = new MessageSearch(_database, _ledger, traces);
        Credentials = new CredentialStore(Tenant, _database, protector, time);
        Queues = new TenantQueues(new QueueStore(Tenant, _database, protector, time) { Suspects = _suspects }, new QueuesOptions("one", IsShared: false, MostQueues: 20));
    }

    public string Folder { get; }

    public FakeTimeProvider Time { get; }

    public StoreFaults Faults { get; } = new();

    public StoreMessageLog Log { get; }

    public MessageSearch Messages { get; }

    public CredentialStore Credentials { get; }

    public TenantQueues Queues { get; }

    public Task<long> CountAsync(string table) => _database.ReadAsync(connection => connection.Number($"SELECT count(*) FROM {table}"), CancellationToken.None);

    public QueuedMessage Message(string body, string? deduplicationId = null) => new()
    {
        Id = MessageId.Create(Time.GetUtcNow()),
        Message = new Message { Body = Payload.FromText(body) },
        DeduplicationId = deduplicationId,
    };

    public MessageRecord Record() => new()
    {
        Flow = new FlowIdentity(Tenant, "orders", 1),
        Id = MessageId.Create(Time.GetUtcNow()),
        Started = Time.GetUtcNow(),
        Level = MessageLogLevel.Info,
    };

    public void WriterBroken(Exception cause)
    {
        // Expected here.
    }

    public void WriterRecovered()
    {
        // Expected here.
    }

    public void WriteRefused(int count, Exception cause) => throw new InvalidOperationException("Nothing is refused here.", cause);

    public async ValueTask DisposeAsync()
    {
        await Queues.DisposeAsync();
        await _database.DisposeAsync();
        _ledger.Dispose();
        _suspects.Dispose();
    }
}
