using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Stores.Queues;
using IntegrationActors.Security;
using IntegrationActors.Storage.Database;
using IntegrationActors.Storage.Postgres;
using IntegrationActors.Storage.Queues;
using IntegrationActors.Storage.Quotas;
using IntegrationActors.Storage.Sqlite;
using Microsoft.Extensions.Time.Testing;

namespace IntegrationActors.Storage.Tests.Queues;

/// <summary>Nodes that share the queues of one tenant, in one process. A node that is not disposed of has died.</summary>
internal sealed class QueueCluster : IStoreEvents, IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly SecretProtector _protector;
    private readonly StoreContext _context;
    private PostgresTenants? _homes;

    public QueueCluster(DatabaseKind database)
    {
        _protector = new SecretProtector(MasterKeyRing.FromFile(_folder.Path));
        Database = new StoreDatabase("acme", Source(database), TenantSchema.Current, this);
        var options = new StoreOptions { DataDirectory = _folder.Path };
        Directory.CreateDirectory(options.Spool.Directory);
        _context = new StoreContext("acme", Database, _protector, Time, options, new StorageUsage("acme", options.Quota));
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    public StoreDatabase Database { get; }

    public PayloadSpool Spool => _context.Spool;

    /// <summary>Settles messages as a store does, in one commit.</summary>
    public SettleQueueMessages Settle() => new(new QueueDeletion(_context, new ContentStores(_context).Parts));

    public TenantQueues Node(string name = "one", bool isShared = true) => new(
        new QueueStore(_context, new ContentStores(_context).Parts, new SuspectGate(Time)), new QueuesOptions(name, isShared, MostQueues: 20));

    /// <summary>A node with a queue.</summary>
    public async Task<TenantQueues> NodeAsync(QueueAccess access = QueueAccess.NonExclusive, string name = "one")
    {
        var node = Node(name);
        await node.DeclareAsync(new QueueDeclaration("orders", access), CancellationToken.None);
        return node;
    }

    public QueuedMessage Message(string body, string? deduplicationId = null)
    {
        Time.Advance(TimeSpan.FromMilliseconds(1));
        return new()
        {
            Id = MessageId.Create(Time.GetUtcNow()),
            Message = new Message { Headers = new HeaderMap { ["X-Name"] = "ä" + body }, Body = Payload.FromText(body) },
            Properties = [new("p", "v")],
            CorrelationId = "c-" + body,
            Sender = "shop",
            DeduplicationId = deduplicationId,
        };
    }

    public async Task PutAsync(TenantQueues node, params string[] bodies)
    {
        foreach (var body in bodies)
        {
            await node.PutAsync("orders", Message(body), CancellationToken.None);
        }
    }

    public static async Task<IQueueConsumer> OpenAsync(TenantQueues node, int concurrency = 1, QueueRetry? retry = null) =>
        await node.OpenAsync("orders", new QueueConsumerOptions { Concurrency = concurrency, Retry = retry ?? new QueueRetry { Jitter = 0 } }, CancellationToken.None);

    /// <summary>The next message, which must be there.</summary>
    public static async Task<IQueueDelivery> NextAsync(IQueueConsumer consumer) => await consumer.NextAsync(CancellationToken.None).AsTask().WaitAsync(TimeSpan.FromMinutes(1));

    /// <summary>Lets time go on, second by second, until what is awaited is there. It has to come of what happened until <paramref name="most"/>, for which the database then has a minute of real time.</summary>
    public async Task AdvanceUntilAsync(Task awaited, TimeSpan most)
    {
        var end = Time.GetUtcNow() + most;
        while (!awaited.IsCompleted && Time.GetUtcNow() < end)
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(awaited, Task.Delay(20));
        }

        await awaited.WaitAsync(TimeSpan.FromMinutes(1));
    }

    public static string Body(IQueueDelivery delivery) => delivery.Message.Body.AsText();

    /// <summary>Takes and completes so many messages.</summary>
    public static async Task<string[]> DrainAsync(IQueueConsumer consumer, int count)
    {
        var bodies = new List<string>();
        while (bodies.Count < count)
        {
            var delivery = await NextAsync(consumer);
            bodies.Add(Body(delivery));
            await delivery.CompleteAsync(CancellationToken.None);
        }

        return [.. bodies];
    }

    /// <summary>The same store by a connection of its own, as another node has it (PostgreSQL).</summary>
    public StoreDatabase OtherConnection() => new("acme", _homes!.Open("acme"), TenantSchema.Current, this);

    public Task<long> CountAsync(string where = "1 = 1") => Database.ReadAsync(c => c.Number($"SELECT count(*) FROM queue_message WHERE {where}"), CancellationToken.None);

    private IStoreSource Source(DatabaseKind database)
    {
        if (database == DatabaseKind.Sqlite)
        {
            return new SqliteFile(_folder.File("store.db"));
        }

        _homes = new PostgresTenants(StoreHost.NewPostgres(), _protector);
        return _homes.Open("acme");
    }

    public void WriterBroken(Exception cause)
    {
    }

    public void WriterRecovered()
    {
    }

    public void WriteRefused(int count, Exception cause)
    {
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        _homes?.Dispose();
        _folder.Dispose();
    }
}
