using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using IntegrationActors.Storage.Contents;
using IntegrationActors.Storage.Database;
using IntegrationActors.Storage.Quotas;

namespace IntegrationActors.Storage.Tests.Contents;

public sealed class ContentChunksTests
{
    private const string Purpose = "test/1";

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(ContentChunks.InlineLimit)]
    [InlineData(ContentChunks.InlineLimit + 1)]
    [InlineData(ContentChunks.ChunkSize)]
    [InlineData(ContentChunks.ChunkSize + 1)]
    [InlineData(3 * ContentChunks.ChunkSize)]
    [InlineData(5_000_000)]
    public async Task A_content_of_any_length_comes_back_after_a_restart(int length)
    {
        await using var host = new StoreHost();
        var bytes = Bytes(length);

        var stored = await WriteAsync(host, Payload.FromStream(new MemoryStream(bytes), null, host.Options.Spool));
        await host.ReopenAsync();

        Assert.Equal(length > ContentChunks.InlineLimit, stored.Chunks is not null);
        await using var read = await host.Acme.Contents.Chunks.ReadAsync(Purpose, stored, CancellationToken.None);
        Assert.Equal(bytes, (await read.ReadBytesAsync(CancellationToken.None)).ToArray());
    }

    [Fact]
    public async Task What_no_row_has_claimed_goes_after_a_day_and_what_one_has_stays()
    {
        await using var host = new StoreHost();
        var orphan = await WriteAsync(host, Payload.FromBytes(Bytes(2_000_000)));
        var kept = await WriteAsync(host, Payload.FromBytes(Bytes(2_000_000)));
        await InWriteAsync(host, connection => ContentChunks.Claim(connection, kept.Chunks));

        host.Time.Advance(TimeSpan.FromHours(23));
        Assert.Equal(0, await SweepAsync(host));
        host.Time.Advance(TimeSpan.FromHours(2));
        Assert.Equal(8, await SweepAsync(host));

        await Assert.ThrowsAsync<InvalidDataException>(() => ReadAsync(host, orphan));
        Assert.Equal(2_000_000, (await ReadAsync(host, kept)).Length);
        await Assert.ThrowsAsync<InvalidOperationException>(() => InWriteAsync(host, connection => ContentChunks.Claim(connection, orphan.Chunks)));
    }

    [Theory]
    [InlineData(500_000)]
    [InlineData(5_000_000)]
    public async Task What_is_given_up_frees_what_it_took(int length)
    {
        await using var host = new StoreHost();
        var content = await WriteAsync(host, Payload.FromBytes(Bytes(length)));
        await InWriteAsync(host, connection => ContentChunks.Claim(connection, content.Chunks));
        Assert.InRange(Usage(host), length, length + 10_000);

        await InWriteAsync(host, connection => host.Acme.Contents.Chunks.Release(connection, content.Chunks));
        await SweepAsync(host, most: 7);
        await SweepAsync(host, most: 1000);

        Assert.Equal(0, Usage(host));
        await Assert.ThrowsAsync<InvalidDataException>(() => ReadAsync(host, content));
    }

    [Fact]
    public async Task A_content_whose_end_was_cut_off_does_not_open()
    {
        await using var host = new StoreHost();
        var content = await WriteAsync(host, Payload.FromBytes(Bytes(3 * ContentChunks.ChunkSize)));

        await Assert.ThrowsAnyAsync<System.Security.Cryptography.CryptographicException>(() => ReadAsync(host, content with { Length = 2 * ContentChunks.ChunkSize }));
    }

    [Fact]
    public async Task A_sender_that_breaks_off_leaves_nothing_behind()
    {
        await using var host = new StoreHost();
        await using var broken = new BrokenStream(1_500_000);

        await Assert.ThrowsAsync<IOException>(() => WriteAsync(host, Payload.FromStream(broken, null, host.Options.Spool)));
        await SweepAsync(host);

        Assert.Equal(0, Usage(host));
    }

    [Fact]
    public async Task Contents_of_one_tenant_do_not_open_in_another()
    {
        await using var host = new StoreHost();
        var content = await WriteAsync(host, Payload.FromBytes(Bytes(100)));

        await Assert.ThrowsAnyAsync<System.Security.Cryptography.CryptographicException>(
            () => host.Stores.Get("globex").Contents.Chunks.ReadAsync(Purpose, content, CancellationToken.None).AsTask());
    }

    private static byte[] Bytes(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)(i * 31 / 7))];

    private static long Usage(StoreHost host) => host.Acme.Contents.Context.Usage[StorageKind.Contents];

    private static async Task<StoredContent> WriteAsync(StoreHost host, Payload payload)
    {
        await using (payload)
        {
            return await host.Acme.Contents.Chunks.WriteAsync(StorageKind.Contents, Purpose, payload, CancellationToken.None);
        }
    }

    private static Task<Payload> ReadAsync(StoreHost host, StoredContent content) =>
        host.Acme.Contents.Chunks.ReadAsync(Purpose, content, CancellationToken.None).AsTask();

    private static Task InWriteAsync(StoreHost host, Action<StoreConnection> write) => host.Acme.Contents.Context.WriteAsync(connection =>
    {
        write(connection);
        return true;
    });

    private static Task<int> SweepAsync(StoreHost host, int most = 1000)
    {
        var before = host.Time.GetUtcNow() - TimeSpan.FromDays(1);
        return host.Acme.Contents.Context.WriteAsync(connection => host.Acme.Contents.Chunks.Sweep(connection, before, most));
    }
}
