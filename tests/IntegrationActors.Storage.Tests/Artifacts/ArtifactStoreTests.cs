using System.Security.Cryptography;
using IntegrationActors.Storage.Database;
using IntegrationActors.Storage.Sqlite;

namespace IntegrationActors.Storage.Tests.Artifacts;

public sealed class ArtifactStoreTests
{
    private static readonly byte[] Content = [.. Enumerable.Range(0, 100_000).Select(i => (byte)(i * 7))];
    private static readonly string Hash = Convert.ToHexStringLower(SHA256.HashData(Content));

    [Fact]
    public async Task Content_comes_back_by_its_hash_after_a_restart()
    {
        await using var host = new StoreHost();
        await host.Acme.Artifacts.PutAsync(Hash, Content);
        await host.Acme.Artifacts.PutAsync(Hash, Content);
        await host.ReopenAsync();

        Assert.Equal(Content, await host.Acme.Artifacts.GetAsync(Hash, CancellationToken.None));
        Assert.Null(await host.Stores.Get("globex").Artifacts.GetAsync(Hash, CancellationToken.None));
    }

    [Fact]
    public async Task Content_under_a_wrong_hash_is_refused()
    {
        await using var host = new StoreHost();

        await Assert.ThrowsAsync<ArgumentException>(() => host.Acme.Artifacts.PutAsync(Hash, Content.AsMemory(1)));
    }

    [Fact]
    public async Task Content_that_the_disk_has_changed_is_noticed()
    {
        await using var host = new StoreHost();
        await host.Acme.Artifacts.PutAsync(Hash, Content);
        using (var connection = SqliteStoreConnection.OpenWriter(Path.Combine(host.Folder("acme"), "store.db")))
        {
            connection.Execute("UPDATE artifact SET content = zeroblob(100)");
        }

        await Assert.ThrowsAsync<InvalidDataException>(() => host.Acme.Artifacts.GetAsync(Hash, CancellationToken.None));
    }
}
