using IntegrationActors.Storage.MessageLog.Search;
using IntegrationActors.Storage.Database;
using IntegrationActors.Storage.Sqlite;

namespace IntegrationActors.Storage.Tests.MessageLog.Search;

/// <summary>A store with a million messages, one a second; written by SQLite itself, since no test looks at how they got there.</summary>
public sealed class LargeLog : IAsyncLifetime, IDisposable
{
    public const int Messages = 1_000_000;

    // The next script makes partners out of messages.
    private const int BeforePartners = 3;

    private readonly TempFolder _folder = new();
    private StoreHost? _host;

    public static DateTimeOffset Start { get; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public MessageSearch Search => _host!.Acme.Messages;

    public Task InitializeAsync()
    {
        _host = new StoreHost(_folder.Path);
        var path = Path.Combine(Directory.CreateDirectory(_host.Folder("acme")).FullName, "store.db");
        using var writer = SqliteStoreConnection.OpenWriter(path);
        new SqliteFile(path).Migrate(writer, new StoreSchema("tenant store", [.. TenantSchema.Scripts.Take(BeforePartners)]));
        Fill(writer);
        new SqliteFile(path).Migrate(writer, TenantSchema.Current);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await _host!.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    // One in ten failed, one in ten has a sender, one in a thousand a correlation id that some share; 10 messages are of the rare flow.
    private static void Fill(StoreConnection writer)
    {
        var start = Start.ToUnixTimeMilliseconds();
        writer.Execute($"""
            PRAGMA synchronous = OFF;
            INSERT INTO flow (id, name) VALUES (1, 'orders'), (2, 'rare'), (3, 'invoices');
            WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {Messages - 1})
            INSERT INTO message (id, flow, version, level, status, started, duration, correlation, application_id, sender, receiver, custom_status, intermediate_error, step_total)
            SELECT unhex(printf('%012x7000%016x', {start} + i * 1000, i)), CASE WHEN i % 100000 = 7 THEN 2 WHEN i % 2 THEN 3 ELSE 1 END, 1, 2,
              CASE WHEN i % 10 = 3 THEN 3 ELSE 2 END, ({start} + i * 1000) * 1000, 1500,
              CASE WHEN i % 1000 = 0 THEN 'c-' || (i / 1000 % 10 * 11) END, CASE WHEN i % 100 = 0 THEN 'a-' || i END,
              CASE WHEN i % 10 = 0 THEN 's-' || i END, CASE WHEN i % 10 = 0 THEN 'erp' END, CASE WHEN i % 7 = 0 THEN 'paid' END, 0, 5 FROM n;
            INSERT INTO message_key (name, value, id) SELECT 'orderId', CAST((started / 1000 - {start}) / 1000 AS TEXT), id FROM message WHERE flow = 1 AND started % 10000000 = 0;
            """);
    }
}
