using System.Security.Cryptography;
using IntegrationActors.Storage.Database;
using IntegrationActors.Storage.Sqlite;

namespace IntegrationActors.Storage.Tests.Artifacts;

public sealed class ArtifactStoreTests
{
    private static readonly byte[] Content = [.. Enumerable.Range(0, 100_000).Select(i => (byte)(i * 7))];
    private static readonly string Hash = Convert.ToHexStringLower(SHA256.HashData(Content));

    [Theory, OnSqlite, OnPostgres]
    public async Task Content_comes_back_by_its_hash_after_a_restart(DatabaseKind database)
    {
        await using var host = new StoreHost(database);
        await host.Acme.Artifacts.PutAsync(Hash, Content);
        await host.Acme.Artifacts.PutAsync(Hash, Content);
        await host.ReopenAsync();

        Assert.Equal(Content, await host.Acme.Artifacts.GetAsync(Hash, CancellationToken.None));
        Assert.Null(await host.Stores.Get("globex").Artifacts.GetAsync(Hash, CancellationToken.None));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Content_under_a_wrong_hash_is_refused(DatabaseKind database)
    {
        await using var host = new StoreHost(database);

        await Assert.ThrowsAsync<ArgumentException>(() => host.Acme.Artifacts.PutAsync(Hash, Content.AsMemory(1)));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Content_that_the_disk_has_changed_is_noticed(DatabaseKind database)
    {
        await using var host = new StoreHost(database);
        await host.Acme.Artifacts.PutAsync(Hash, Content);
        host.Execute(database == DatabaseKind.Sqlite ? "UPDATE artifact SET content = zeroblob(100)" : "UPDATE artifact SET content = '\\x00'");

        await Assert.ThrowsAsync<InvalidDataException>(() => host.Acme.Artifacts.GetAsync(Hash, CancellationToken.None));
    }
}
