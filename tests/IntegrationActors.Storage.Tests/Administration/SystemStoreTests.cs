using IntegrationActors.Storage.Administration;
using Microsoft.Extensions.Time.Testing;

namespace IntegrationActors.Storage.Tests.Administration;

public sealed class SystemStoreTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private IntegrationActors.Storage.Postgres.PostgresOptions? _postgres;
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    [Theory, OnSqlite, OnPostgres]
    public async Task Administrators_survive_a_restart_and_change_their_password(DatabaseKind database)
    {
        await using (var store = Open(database))
        {
            Assert.True(await store.PutAdministratorAsync("admin", "hash-1"));
            Assert.False(await store.PutAdministratorAsync("admin", "hash-2"));
        }

        await using var again = Open(database);
        var now = _time.GetUtcNow();
        Assert.Equal(new Administrator("admin", "hash-2", now, now), await again.FindAdministratorAsync("admin", CancellationToken.None));
        Assert.Equal("admin", Assert.Single(await again.ListAdministratorsAsync(CancellationToken.None)).Name);
        Assert.Null(await again.FindAdministratorAsync("other", CancellationToken.None));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_token_works_until_it_expires_or_is_deleted(DatabaseKind database)
    {
        await using var store = Open(database);
        var limited = await store.AddTokenAsync("key-1", "pipeline", "admin", _time.GetUtcNow().AddHours(1));
        var unlimited = await store.AddTokenAsync("key-2", "laptop", "admin", expires: null);

        Assert.Equal(limited, await store.FindTokenAsync("key-1", CancellationToken.None));
        Assert.Null(await store.FindTokenAsync("key-3", CancellationToken.None));
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Null(await store.FindTokenAsync("key-1", CancellationToken.None));
        Assert.Equal([limited, unlimited], await store.ListTokensAsync(CancellationToken.None));
        Assert.True(await store.DeleteTokenAsync(unlimited.Number));
        Assert.False(await store.DeleteTokenAsync(unlimited.Number));
        Assert.Null(await store.FindTokenAsync("key-2", CancellationToken.None));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_token_may_be_for_one_tenant(DatabaseKind database)
    {
        await using var store = Open(database);
        await store.AddTokenAsync("key-1", "pipeline", "admin", expires: null, "acme");

        Assert.Equal("acme", (await store.FindTokenAsync("key-1", CancellationToken.None))!.Tenant);
        Assert.Equal("acme", Assert.Single(await store.ListTokensAsync(CancellationToken.None)).Tenant);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task The_tokens_of_a_deleted_administrator_stop_working(DatabaseKind database)
    {
        await using var store = Open(database);
        await store.PutAdministratorAsync("admin", "hash");
        await store.AddTokenAsync("key-1", "pipeline", "admin", expires: null);
        await store.AddTokenAsync("key-2", "other", "other", expires: null);

        Assert.True(await store.DeleteAdministratorAsync("admin"));

        Assert.Null(await store.FindTokenAsync("key-1", CancellationToken.None));
        Assert.NotNull(await store.FindTokenAsync("key-2", CancellationToken.None));
        Assert.False(await store.DeleteAdministratorAsync("admin"));
    }

    public void Dispose() => _folder.Dispose();

    private SystemStore Open(DatabaseKind database) =>
        new(new StoreOptions { DataDirectory = _folder.Path, Postgres = database == DatabaseKind.Postgres ? _postgres ??= StoreHost.NewPostgres() : null }, _time);
}
