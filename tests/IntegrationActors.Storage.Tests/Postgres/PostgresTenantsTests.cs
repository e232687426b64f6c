using System.Security.Cryptography;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Security;
using IntegrationActors.Storage.MessageLog.Search;
using IntegrationActors.Storage.Postgres;
using IntegrationActors.Storage.Tests.Keys;
using Npgsql;

namespace IntegrationActors.Storage.Tests.Postgres;

public sealed class PostgresTenantsTests
{
    [PostgresFact]
    public async Task A_connection_of_one_tenant_reaches_no_table_of_another_and_none_of_the_installation()
    {
        await using var host = new StoreHost(DatabaseKind.Postgres);
        await host.Acme.Clients.PutAsync("shop", []);
        _ = host.Stores.Get("globex");
        var prefix = host.Options.Postgres!.Prefix;

        foreach (var table in new[] { $"{prefix}_acme.client", $"{prefix}_system.tenant_role" })
        {
            var refusal = Assert.Throws<PostgresException>(() => host.Number($"SELECT count(*) FROM {table}", "globex"));
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refusal.SqlState);
            Assert.Throws<PostgresException>(() => host.Execute($"SET ROLE {prefix}_acme", "globex"));
            Assert.Throws<PostgresException>(() => host.Execute("RESET ROLE; SELECT count(*) FROM " + table, "globex"));
        }
    }

    [PostgresFact]
    public async Task A_deleted_tenant_leaves_neither_schema_nor_role_nor_password_though_another_node_has_it_open()
    {
        await using var host = new StoreHost(DatabaseKind.Postgres);
        await using var other = new StoreHost(host);
        await host.Acme.Clients.PutAsync("shop", []);
        await other.Acme.Clients.PutAsync("web", []);

        Assert.True(await host.Stores.DeleteAsync("acme"));

        var name = $"{host.Options.Postgres!.Prefix}_acme";
        Assert.Equal(0, Count("SELECT count(*) FROM pg_namespace WHERE nspname = $1", name));
        Assert.Equal(0, Count("SELECT count(*) FROM pg_roles WHERE rolname = $1", name));
        Assert.Equal(0, Count($"SELECT count(*) FROM {host.Options.Postgres.Prefix}_system.tenant_role WHERE tenant <> $1", ""));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => other.Acme.Clients.PutAsync("late", []));
    }

    [PostgresFact]
    public Task A_tenant_that_another_node_deleted_is_closed_and_its_files_are_deleted() => DeleteElsewhereAsync(isMadeAnew: false);

    [PostgresFact]
    public Task A_tenant_that_another_node_deleted_and_made_anew_is_opened_anew() => DeleteElsewhereAsync(isMadeAnew: true);

    [PostgresFact]
    public async Task After_a_new_master_key_wraps_everything_the_old_one_is_not_needed()
    {
        using var folder = new TempFolder();
        var options = new StoreOptions { DataDirectory = folder.Path, Postgres = StoreHost.NewPostgres() };
        var (oldKey, newKey) = (KeyHost.NewMasterKey(), KeyHost.NewMasterKey());
        await using (var before = Stores(options, oldKey))
        {
            await before.Get("acme").Clients.PutAsync("shop", []);
        }

        await using (var both = Stores(options, $"{newKey},{oldKey}"))
        {
            await both.Get("acme").Keys.RewrapAsync();
            await both.RewrapAsync();
        }

        await using var after = Stores(options, newKey);
        Assert.Equal("shop", Assert.Single(await after.Get("acme").Clients.ListAsync(CancellationToken.None)).Id);
        await using var former = Stores(options, oldKey);
        Assert.Throws<CryptographicException>(() => former.Get("acme"));
    }

    [PostgresFact]
    public async Task Two_nodes_share_a_store_and_each_recovers_its_own_running_messages()
    {
        await using var host = new StoreHost(DatabaseKind.Postgres);
        await using var other = new StoreHost(host);
        var (mine, theirs) = (host.Begin(host.Record()), other.Begin(other.Record("invoices")));
        var done = other.Log(other.Record());
        Assert.Equal(MessageStatus.Completed, await other.StatusAsync(done));

        await host.ReopenAsync();
        _ = host.Acme;

        Assert.Equal(MessageStatus.Abandoned, await other.StatusAsync(mine));
        Assert.Equal(MessageStatus.Processing, await other.StatusAsync(theirs));
        Assert.Equal(new[] { mine.Id, done.Id }.Order(), (await host.FindAsync(new MessageQuery())).Order());
    }

    [PostgresFact]
    public async Task A_change_made_on_another_node_is_seen_within_seconds()
    {
        await using var host = new StoreHost(DatabaseKind.Postgres);
        await using var other = new StoreHost(host);
        await host.Acme.Clients.PutAsync("shop", ["a"]);
        await host.Acme.Credentials.PutUserAsync("erp", "robot", "one");
        Assert.NotNull(await other.Acme.Clients.FindAsync("shop", CancellationToken.None));
        Assert.NotNull(await other.Acme.Credentials.FindAsync("erp", CancellationToken.None));

        await host.Acme.Clients.DeleteAsync("shop");
        await host.Acme.Credentials.DeleteAsync("erp");
        other.Time.Advance(TimeSpan.FromSeconds(6));

        Assert.Null(await other.Acme.Clients.FindAsync("shop", CancellationToken.None));
        Assert.Null(await other.Acme.Credentials.FindAsync("erp", CancellationToken.None));
    }

    [PostgresFact]
    public async Task Many_nodes_that_need_a_new_tenant_at_once_make_it_once()
    {
        await using var host = new StoreHost(DatabaseKind.Postgres);
        await using var other = new StoreHost(host);

        await Task.WhenAll(Task.Run(() => host.Acme), Task.Run(() => other.Acme));
        await host.Acme.Clients.PutAsync("shop", []);

        Assert.Equal(["shop"], (await other.Acme.Clients.ListAsync(CancellationToken.None)).Select(client => client.Id));
    }

    [PostgresFact]
    public void A_role_that_may_not_make_schemas_or_roles_is_told_what_it_lacks()
    {
        var options = StoreHost.NewPostgres();
        using (var connection = Connect())
        {
            using var create = new NpgsqlCommand($"CREATE ROLE {options.Prefix}_weak LOGIN PASSWORD 'weak'", connection);
            create.ExecuteNonQuery();
        }

        var weak = new NpgsqlConnectionStringBuilder(options.ConnectionString) { Username = $"{options.Prefix}_weak", Password = "weak" };
        using var server = new PostgresServer(options with { ConnectionString = weak.ToString() });
        var refusal = Assert.Throws<StoreUnavailableException>(() => server.OwnSource(server.Names.System));

        Assert.Contains("CREATE on the database", refusal.Message);
        Assert.Contains("CREATEROLE", refusal.Message);
        Assert.DoesNotContain("Password", refusal.Message);
    }

    [Fact]
    public void A_server_that_can_t_be_reached_is_told_with_its_address()
    {
        using var server = new PostgresServer(new PostgresOptions { ConnectionString = "Host=127.0.0.1;Port=1;Database=none;Username=nobody;Password=hidden" });

        var refusal = Assert.Throws<StoreUnavailableException>(() => server.OwnSource(server.Names.System));

        Assert.Contains("database none at 127.0.0.1:1 as nobody", refusal.Message);
        Assert.DoesNotContain("hidden", refusal.Message);
    }

    // Refused for the moment in which it is closed.
    private static bool CanBeOpened(StoreHost host)
    {
        try
        {
            return host.Acme.Tenant.Length > 0;
        }
        catch (StoreUnavailableException)
        {
            return false;
        }
    }

    private static async Task DeleteElsewhereAsync(bool isMadeAnew)
    {
        await using var host = new StoreHost(DatabaseKind.Postgres);
        await using var other = new StoreHost(host);
        await host.Acme.Clients.PutAsync("shop", []);
        await other.Stores.Get("globex").Clients.PutAsync("kept", []);
        var (former, kept) = (other.Acme, other.Stores.Get("globex"));
        var running = other.Begin(other.Record());
        Assert.True(Directory.Exists(other.Folder("acme")));

        await host.Stores.DeleteAsync("acme");
        if (isMadeAnew)
        {
            await host.Acme.Clients.PutAsync("new", []);
        }

        other.Time.Advance(TimeSpan.FromSeconds(10));
        await StoreHost.UntilAsync(() => !Directory.Exists(other.Folder("acme")));
        await StoreHost.UntilAsync(() => CanBeOpened(other));

        await Assert.ThrowsAsync<StoreUnavailableException>(() => former.Clients.PutAsync("late", []));
        Assert.Same(kept, other.Stores.Get("globex"));
        Assert.Equal(isMadeAnew ? ["new"] : [], (await other.Acme.Clients.ListAsync(CancellationToken.None)).Select(client => client.Id));
        Assert.Null(await other.Acme.Messages.FindAsync(running.Id, CancellationToken.None));
    }

    private static NpgsqlConnection Connect()
    {
        var connection = new NpgsqlConnection(PostgresProcess.Shared.ConnectionString);
        connection.Open();
        return connection;
    }

    private static TenantStores Stores(StoreOptions options, string masterKeys) => new(options, TimeProvider.System, new SecretProtector(MasterKeyRing.Parse(masterKeys)));

    private static long Count(string sql, string value)
    {
        using var connection = Connect();
        using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.Add(new NpgsqlParameter { Value = value });
        return (long)command.ExecuteScalar()!;
    }
}
