using IntegrationActors.Core.MessageLog;
using IntegrationActors.Storage.MessageLog.Search;
using IntegrationActors.Storage.Database;
using IntegrationActors.Storage.Queues;
using IntegrationActors.Storage.Sqlite;

namespace IntegrationActors.Storage.Tests;

public sealed class TenantStoresTests
{
    [Theory]
    [InlineData("")]
    [InlineData("Acme")]
    [InlineData("1acme")]
    [InlineData("-acme")]
    [InlineData("..")]
    [InlineData("../acme")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("acmé")]
    [InlineData("a.b")]
    [InlineData("a\0b")]
    [InlineData("a234567890123456789012345678901234567890123456789012345678901234")]
    public async Task A_name_that_is_none_of_a_tenant_never_becomes_a_path(string name)
    {
        await using var host = new StoreHost();

        Assert.Throws<ArgumentException>(() => host.Stores.Get(name));
        await Assert.ThrowsAsync<ArgumentException>(() => host.Stores.DeleteAsync(name).AsTask());
        Assert.False(host.Stores.Exists(name));
        Assert.Empty(await host.Stores.ListAsync(CancellationToken.None));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task The_same_store_is_given_each_time_even_to_many_at_once(DatabaseKind database)
    {
        await using var host = new StoreHost(database);

        var stores = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => host.Stores.Get("acme"))));

        Assert.Single(stores.Distinct());
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Lists_the_tenants_that_have_a_store(DatabaseKind database)
    {
        await using var host = new StoreHost(database);
        host.Stores.Get("globex");
        host.Stores.Get("acme");

        Assert.Equal(["acme", "globex"], await host.Stores.ListAsync(CancellationToken.None));
        Assert.True(host.Stores.Exists("acme"));
        Assert.False(host.Stores.Exists("initech"));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_deleted_tenant_leaves_nothing_and_can_be_made_anew(DatabaseKind database)
    {
        await using var host = new StoreHost(database);
        host.Log(host.Record());
        await host.Acme.Clients.PutAsync("shop", ["orders.send"]);

        Assert.True(await host.Stores.DeleteAsync("acme"));
        Assert.False(await host.Stores.DeleteAsync("acme"));

        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(host.Folder("acme"))!));
        Assert.Empty(await host.Stores.ListAsync(CancellationToken.None));
        Assert.Null(await host.Acme.Clients.FindAsync("shop", CancellationToken.None));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_store_that_is_asked_for_while_it_is_deleted_is_refused_or_new_but_never_half(DatabaseKind database)
    {
        await using var host = new StoreHost(database);
        for (var round = 0; round < 20; round++)
        {
            await host.Acme.Clients.PutAsync("shop", []);

            var deleting = Task.Run(() => host.Stores.DeleteAsync("acme").AsTask());
            while (!deleting.IsCompleted)
            {
                try
                {
                    await host.Acme.Clients.FindAsync("shop", CancellationToken.None);
                }
                catch (Exception e) when (e is StoreUnavailableException or ObjectDisposedException)
                {
                    // Refused.
                }
            }

            Assert.True(await deleting);
            await host.Acme.Clients.PutAsync("web", []);
            await host.ReopenAsync();
            Assert.Equal(["web"], (await host.Acme.Clients.ListAsync(CancellationToken.None)).Select(client => client.Id));
            await host.Stores.DeleteAsync("acme");
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_store_of_an_older_version_is_migrated_with_its_messages(int version)
    {
        await using var host = new StoreHost();
        var record = host.Record();
        var path = Path.Combine(Directory.CreateDirectory(host.Folder("acme")).FullName, "store.db");
        using (var connection = SqliteStoreConnection.OpenWriter(path))
        {
            new SqliteFile(path).Migrate(connection, new StoreSchema("tenant store", [.. TenantSchema.Scripts.Take(version)]));
            connection.Execute($"""
                INSERT INTO flow (id, name) VALUES (1, 'orders');
                INSERT INTO message (id, flow, version, level, status, started, duration, sender, intermediate_error, step_total)
                VALUES (unhex('{record.Id.Value:N}'), 1, 1, 2, 2, {StoreTime.Write(record.Started)}, 1500, 'shop', 0, 1);
                """);
        }

        Assert.Equal(MessageStatus.Completed, await host.StatusAsync(record));
        Assert.Equal([record.Id], await host.FindAsync(new MessageQuery { Sender = "shop" }));
        Assert.True(await host.Acme.Clients.PutAsync("shop", []));
    }

    [Fact]
    public void Messages_in_queues_of_an_older_version_are_kept()
    {
        using var folder = new TempFolder();
        var file = new SqliteFile(folder.File("store.db"));
        using var connection = file.OpenWriter();
        var before = TenantSchema.Scripts.ToList().IndexOf(QueueSchema.Lean);
        file.Migrate(connection, new StoreSchema("tenant store", [.. TenantSchema.Scripts.Take(before)]));
        connection.Execute("""
            INSERT INTO queue (id, name, access, created, paused) VALUES (1, 'orders', 0, 1, 0);
            INSERT INTO queue_message VALUES (7, 1, x'01', 1, NULL, 2, 3, 4, 5, 6, 7, 8, 9, 0, 10, 'IA1', 'why', x'02');
            """);
        var indexes = connection.Number("SELECT count(*) FROM sqlite_master WHERE type = 'index' AND tbl_name = 'queue_message'");

        file.Migrate(connection, TenantSchema.Current);

        Assert.Equal(1, connection.Number("""
            SELECT count(*) FROM queue_message WHERE number = 7 AND queue = 1 AND id = x'01' AND state = 1 AND owner IS NULL AND taken = 2 AND due = 3 AND retries = 4 AND crashes = 5
              AND enqueued = 6 AND overdue = 7 AND expires = 8 AND size = 9 AND parts = 0 AND stored = 10 AND fault_code = 'IA1' AND fault_message = 'why' AND content = x'02'
            """));
        Assert.Equal(indexes, connection.Number("SELECT count(*) FROM sqlite_master WHERE type = 'index' AND tbl_name = 'queue_message'"));
    }

    [Fact]
    public async Task A_store_of_a_newer_program_is_refused_and_opens_again_after_the_upgrade()
    {
        await using var host = new StoreHost();
        var path = Path.Combine(host.Folder("acme"), "store.db");
        _ = host.Acme;
        await host.ReopenAsync();
        SetVersion(path, 99);

        var refusal = Assert.Throws<StoreVersionException>(() => host.Acme);
        Assert.Contains("99", refusal.Message);

        SetVersion(path, TenantSchema.Current.Version);
        Assert.NotNull(host.Acme);
    }

    private static void SetVersion(string path, int version)
    {
        using var connection = SqliteStoreConnection.OpenWriter(path);
        connection.Execute($"PRAGMA user_version = {version}");
    }
}
