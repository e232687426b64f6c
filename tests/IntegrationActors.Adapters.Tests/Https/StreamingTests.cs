using System.Net;
using System.Security.Cryptography;
using IntegrationActors.Adapters.Tests.Support;

namespace IntegrationActors.Adapters.Tests.Https;

/// <summary>Bodies far larger than the memory they may take. Nothing runs beside these tests, and garbage is collected before each look, so that what they see is held by the transfer.</summary>
[Collection(nameof(Alone))]
public sealed class StreamingTests : IAsyncLifetime
{
    private const long Size = 200L * 1024 * 1024;
    private const long MaxGrowth = 64L * 1024 * 1024;
    private const long Look = 20L * 1024 * 1024;

    private TestNode _node = null!;
    private Backend _echo = null!;

    public async Task InitializeAsync()
    {
        _node = await TestNode.StartAsync();
        _echo = await Backend.StartAsync(async context =>
        {
            context.Response.ContentLength = context.Request.ContentLength;
            await context.Request.Body.CopyToAsync(context.Response.Body);
        });
    }

    public async Task DisposeAsync()
    {
        await _node.DisposeAsync();
        await _echo.DisposeAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_of_200_MB_passes_through_unchanged_with_bounded_memory(bool knownLength)
    {
        var flow = await _node.DeployAsync("path: /orders, maxBodySize: 1GB", $"- call: {{ https: {{ url: \"{_echo.Address}\" }} }}");

        await AssertPassesAsync(flow, new GeneratedContent(Size, knownLength));
    }

    [Fact]
    public async Task A_body_of_200_MB_goes_back_to_a_sender_that_reads_nothing_before_it_has_sent_everything()
    {
        var flow = await _node.DeployAsync("path: /orders, maxBodySize: 1GB", "- log: got");

        await AssertPassesAsync(flow, new GeneratedContent(Size, knownLength: true));
    }

    private async Task AssertPassesAsync(Deployment flow, GeneratedContent sent)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);

        using var answer = await _node.SendAsync(HttpMethod.Post, "/t/acme/http/orders", sent);
        var (hash, peak) = await HashAsync(await answer.Content.ReadAsStreamAsync());
        await flow.StopAsync();

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(sent.Hash, hash);
        Assert.InRange(Math.Max(peak, sent.Peak) - before, long.MinValue, MaxGrowth);
        Assert.Empty(Directory.EnumerateFiles(TestNode.Spool.Directory));
    }

    private static async Task<(string Hash, long Peak)> HashAsync(Stream stream)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[128 * 1024];
        var peak = 0L;
        int count;
        var total = 0L;
        while ((count = await stream.ReadAsync(buffer)) > 0)
        {
            hash.AppendData(buffer, 0, count);
            peak = IsLookDue(total, total += count) ? Math.Max(peak, GC.GetTotalMemory(forceFullCollection: true)) : peak;
        }

        return (Convert.ToHexString(hash.GetHashAndReset()), peak);
    }

    private static bool IsLookDue(long before, long after) => before / Look != after / Look;

    /// <summary>Random bytes that are made while they are sent.</summary>
    private sealed class GeneratedContent(long size, bool knownLength) : HttpContent
    {
        public string? Hash { get; private set; }

        public long Peak { get; private set; }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var block = RandomNumberGenerator.GetBytes(64 * 1024);
            for (var left = size; left > 0; left -= block.Length)
            {
                block[0]++;
                hash.AppendData(block);
                await stream.WriteAsync(block);
                Peak = IsLookDue(left, left - block.Length) ? Math.Max(Peak, GC.GetTotalMemory(forceFullCollection: true)) : Peak;
            }

            Hash = Convert.ToHexString(hash.GetHashAndReset());
        }

        protected override bool TryComputeLength(out long length)
        {
            length = size;
            return knownLength;
        }
    }
}
