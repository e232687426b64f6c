using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Stores.Queues;
using IntegrationActors.Security;
using IntegrationActors.Storage.Credentials;
using IntegrationActors.Storage.MessageLog.Search;
using IntegrationActors.Storage.Queues;
using IntegrationActors.Storage.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace IntegrationActors.Storage.Tests.Faults;

/// <summary>A tenant store over a file in which operations fail. Disposing of it closes it in order; the file stays.</summary>
internal sealed class FaultyStore : IAsyncDisposable
{
    private readonly TenantStore _store;
    private readonly SuspectGate _suspects;
    private readonly FaultySource _source;

    public FaultyStore(string folder, FakeTimeProvider time)
    {
        Time = time;
        _suspects = new SuspectGate(time);
        _source = new FaultySource(new SqliteFile(Path.Combine(folder, "store.db")), Faults);
        var services = new StoreServices(time, new SecretProtector(MasterKeyRing.FromFile(folder)), new StoreOptions { DataDirectory = folder }, _suspects)
        {
            Queues = new QueuesOptions("one", IsShared: false, MostQueues: 20),
        };
        _store = new TenantStore("acme", folder, _source, services, new StoreEvents("acme", NullLogger.Instance));
    }

    public FakeTimeProvider Time { get; }

    public StoreFaults Faults { get; } = new();

    public IMessageLog Log => _store.MessageLog;

    public MessageSearch Messages => _store.Messages;

    public CredentialStore Credentials => _store.Credentials;

    public IQueues Queues => _store.Queues;

    public long Count(string table)
    {
        using var connection = _source.OpenReader();
        return connection.Number($"SELECT count(*) FROM {table}");
    }

    public QueuedMessage Message(string body, string? deduplicationId = null) => new()
    {
        Id = MessageId.Create(Time.GetUtcNow()),
        Message = new Message { Body = Payload.FromText(body) },
        DeduplicationId = deduplicationId,
    };

    public MessageRecord Record() => new()
    {
        Flow = new FlowIdentity("acme", "orders", 1),
        Id = MessageId.Create(Time.GetUtcNow()),
        Started = Time.GetUtcNow(),
        Level = MessageLogLevel.Info,
    };

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _suspects.Dispose();
    }
}
