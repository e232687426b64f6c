namespace IntegrationActors.Storage.Tests.Clients;

public sealed class ClientStoreTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task A_client_is_found_with_its_roles_and_secrets_by_its_own_tenant_alone(DatabaseKind database)
    {
        await using var host = new StoreHost(database);
        await host.Acme.Clients.PutAsync("shop", ["orders.send", "invoices.send"]);
        await host.Acme.Clients.AddSecretAsync("shop", "hash-1", expires: null);
        await host.ReopenAsync();

        var client = await host.Acme.Clients.FindAsync("shop", CancellationToken.None);

        Assert.Equal(["orders.send", "invoices.send"], client!.Roles);
        Assert.Equal(["hash-1"], client.SecretHashes);
        Assert.Null(await host.Acme.Clients.FindAsync("SHOP", CancellationToken.None));
        Assert.Null(await host.Stores.Get("globex").Clients.FindAsync("shop", CancellationToken.None));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Secrets_are_rotated_without_a_gap(DatabaseKind database)
    {
        await using var host = new StoreHost(database);
        await host.Acme.Clients.PutAsync("shop", []);
        var old = await host.Acme.Clients.AddSecretAsync("shop", "old", expires: null);

        await host.Acme.Clients.AddSecretAsync("shop", "new", expires: null);
        Assert.Equal(["new", "old"], await HashesAsync(host));

        Assert.True(await host.Acme.Clients.RemoveSecretAsync("shop", old!.Number));
        Assert.Equal(["new"], await HashesAsync(host));
        Assert.False(await host.Acme.Clients.RemoveSecretAsync("shop", old.Number));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task An_expired_secret_no_longer_counts_but_is_still_listed(DatabaseKind database)
    {
        await using var host = new StoreHost(database);
        await host.Acme.Clients.PutAsync("shop", []);
        await host.Acme.Clients.AddSecretAsync("shop", "short", host.Time.GetUtcNow().AddHours(1));
        await host.Acme.Clients.AddSecretAsync("shop", "long", host.Time.GetUtcNow().AddHours(2));

        Assert.Equal(["long", "short"], await HashesAsync(host));
        host.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(["long"], await HashesAsync(host));
        host.Time.Advance(TimeSpan.FromHours(1));
        Assert.Empty(await HashesAsync(host));
        Assert.Equal(2, (await host.Acme.Clients.GetAsync("shop", CancellationToken.None))!.Secrets.Count);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_change_of_roles_holds_for_the_next_request(DatabaseKind database)
    {
        await using var host = new StoreHost(database);

        Assert.True(await host.Acme.Clients.PutAsync("shop", ["a"]));
        Assert.False(await host.Acme.Clients.PutAsync("shop", ["b"]));

        Assert.Equal(["b"], (await host.Acme.Clients.FindAsync("shop", CancellationToken.None))!.Roles);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_deleted_client_is_gone_with_its_secrets(DatabaseKind database)
    {
        await using var host = new StoreHost(database);
        await host.Acme.Clients.PutAsync("shop", []);
        await host.Acme.Clients.AddSecretAsync("shop", "hash", expires: null);

        Assert.True(await host.Acme.Clients.DeleteAsync("shop"));
        Assert.Null(await host.Acme.Clients.FindAsync("shop", CancellationToken.None));
        Assert.Null(await host.Acme.Clients.AddSecretAsync("shop", "hash", expires: null));

        await host.Acme.Clients.PutAsync("shop", []);
        Assert.Empty(await HashesAsync(host));
        Assert.False(await host.Acme.Clients.DeleteAsync("none"));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Clients_are_listed_by_id(DatabaseKind database)
    {
        await using var host = new StoreHost(database);
        await host.Acme.Clients.PutAsync("web", ["x"]);
        await host.Acme.Clients.PutAsync("app", []);

        var list = await host.Acme.Clients.ListAsync(CancellationToken.None);

        Assert.Equal(["app", "web"], list.Select(client => client.Id));
        Assert.Equal(host.Time.GetUtcNow(), list[0].Created);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Changes_by_many_at_once_are_all_seen(DatabaseKind database)
    {
        await using var host = new StoreHost(database);

        await Task.WhenAll(Enumerable.Range(0, 50).Select(i => host.Acme.Clients.PutAsync($"c{i}", [])));

        Assert.Equal(50, (await host.Acme.Clients.ListAsync(CancellationToken.None)).Count);
    }

    private static async Task<IReadOnlyList<string>> HashesAsync(StoreHost host) =>
        (await host.Acme.Clients.FindAsync("shop", CancellationToken.None))!.SecretHashes;
}
