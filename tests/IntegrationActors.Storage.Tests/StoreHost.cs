using System.Diagnostics;
using System.Security.Cryptography;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Messages;
using IntegrationActors.Security;
using IntegrationActors.Storage.Database;
using IntegrationActors.Storage.MessageLog.Search;
using IntegrationActors.Storage.Postgres;
using IntegrationActors.Storage.Sqlite;
using IntegrationActors.Storage.Tests.Postgres;
using IntegrationActors.Storage.Quotas;
using Microsoft.Extensions.Time.Testing;

namespace IntegrationActors.Storage.Tests;

/// <summary>Tenant stores on a real folder or in schemas of a real server, which can be closed and opened again.</summary>
internal sealed class StoreHost : IAsyncDisposable
{
    // Small, so that large bodies go through the spool.
    private const int SpoolMemory = 128 * 1024;

    private readonly TempFolder? _own;
    private readonly string _data;

    public StoreHost(string? data = null, QuotaOptions? quota = null)
        : this(DatabaseKind.Sqlite, data, quota)
    {
    }

    public StoreHost(DatabaseKind database, string? data = null, QuotaOptions? quota = null)
        : this(database == DatabaseKind.Postgres ? NewPostgres() : null, data, quota)
    {
    }

    public StoreHost(PostgresOptions? postgres, string? data = null, QuotaOptions? quota = null)
    {
        _own = data is null ? new TempFolder() : null;
        _data = data ?? _own!.Path;
        KeyFolder = _data;
        Options = new StoreOptions
        {
            DataDirectory = _data,
            Postgres = postgres,
            Quota = quota ?? new QuotaOptions(),
            Spool = new PayloadSpool(Path.Combine(_data, "spool")) { MemoryLimit = SpoolMemory },
        };
        Stores = Open();
    }

    /// <summary>Stores of an installation that is open in another host too, as another node has it.</summary>
    public StoreHost(StoreHost other)
    {
        _own = new TempFolder();
        _data = _own.Path;
        Options = other.Options with { DataDirectory = _data };
        KeyFolder = other.KeyFolder;
        Stores = Open();
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    public StoreOptions Options { get; }

    public TenantStores Stores { get; private set; }

    public TenantStore Acme => Stores.Get("acme");

    /// <summary>Options for schemas that no other test has, on the server that the tests share.</summary>
    public static PostgresOptions NewPostgres() => new()
    {
        ConnectionString = PostgresProcess.Shared.ConnectionString,
        Prefix = $"t{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6))}",
    };

    public string Folder(string tenant) => Path.Combine(_data, "tenants", tenant);

    public async Task ReopenAsync()
    {
        await Stores.DisposeAsync();
        Stores = Open();
    }

    /// <summary>A message that starts a millisecond after the one before, so that ids have an order.</summary>
    public MessageRecord Record(string flow = "orders", MessageLogLevel level = MessageLogLevel.Info, string? correlation = null, int version = 1)
    {
        Time.Advance(TimeSpan.FromMilliseconds(1));
        return new()
        {
            Flow = new FlowIdentity("acme", flow, version),
            Id = MessageId.Create(Time.GetUtcNow()),
            Started = Time.GetUtcNow(),
            Level = level,
            CorrelationId = correlation,
        };
    }

    public MessageRecord Begin(MessageRecord record)
    {
        Acme.MessageLog.Begin(record);
        return record;
    }

    public MessageRecord End(MessageRecord record, MessageStatus status = MessageStatus.Completed)
    {
        record.Status = status;
        record.Duration = 1500;
        if (status == MessageStatus.Failed)
        {
            record.Fault = new Fault("IA3001", "The receiver said no.");
        }

        Acme.MessageLog.End(record);
        return record;
    }

    public MessageRecord Log(MessageRecord record, MessageStatus status = MessageStatus.Completed) => End(Begin(record), status);

    public async Task<MessageId[]> FindAsync(MessageQuery query) =>
        [.. (await Acme.Messages.SearchAsync(query, CancellationToken.None)).Messages.Select(message => message.Id)];

    public async Task<MessageStatus?> StatusAsync(MessageRecord record) =>
        (await Acme.Messages.FindAsync(record.Id, CancellationToken.None))?.Message.Status;

    public static async Task UntilAsync(Func<bool> condition)
    {
        var waited = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(waited.Elapsed < TimeSpan.FromSeconds(20), "The condition did not come true within 20 s.");
            await Task.Delay(5);
        }
    }

    /// <summary>Looks into the tables of a tenant past its store.</summary>
    public long Number(string sql, string tenant = "acme") => Connected(tenant, connection => connection.Number(sql));

    /// <summary>Changes the tables of a tenant past its store.</summary>
    public void Execute(string sql, string tenant = "acme") => Connected(tenant, connection =>
    {
        connection.Execute(sql);
        return 0;
    });

    public T Connected<T>(string tenant, Func<StoreConnection, T> use)
    {
        using ITenantHomes homes = Options.Postgres is { } postgres ? new PostgresTenants(postgres, Protector()) : new SqliteTenants(Path.Combine(_data, "tenants"));
        var source = homes.Open(tenant);
        using var closing = source as IDisposable;
        using var connection = source.OpenWriter();
        return use(connection);
    }

    public async ValueTask DisposeAsync()
    {
        await Stores.DisposeAsync();
        _own?.Dispose();
    }

    private string KeyFolder { get; }

    private SecretProtector Protector() => new(MasterKeyRing.FromFile(KeyFolder));

    private TenantStores Open() => new(Options, Time, Protector());
}
