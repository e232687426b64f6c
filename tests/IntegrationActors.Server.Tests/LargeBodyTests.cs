using System.Net;
using System.Security.Cryptography;
using IntegrationActors.Server.Tests.Support;

namespace IntegrationActors.Server.Tests;

public sealed class LargeBodyTests
{
    private const long Length = 300L * 1024 * 1024;

    private const string PassFlow = """
        flow: pass
        parameters:
          backend: { type: uri, required: true }
        from:
          https: { path: /pass, authentication: none, maxBodySize: 400MB }
        steps:
          - call: { https: { url: "${param.backend}/echo", method: POST, timeout: 5m } }
        """;

    [Fact]
    public async Task A_large_body_passes_unchanged_and_leaves_memory_as_it_was()
    {
        await using var backend = await TestBackend.StartAsync();
        await using var server = await ServerProcess.StartFreshAsync();
        using var api = server.CreateOperator();
        await api.MustDeployAsync("pass", PassFlow, ("backend", backend.Address.OriginalString));
        using var http = server.CreateSender();
        var before = server.ResidentMemory();

        using var request = new HttpRequestMessage(HttpMethod.Post, "/t/demo/http/pass") { Content = new GeneratedContent(Length) };
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        var received = await SHA256.HashDataAsync(await response.Content.ReadAsStreamAsync());

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(((GeneratedContent)request.Content).Hash, received);
        Assert.InRange(server.ResidentMemory() - before, -1000, 256);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_over_the_limit_is_refused_before_any_step(bool withLength)
    {
        await using var backend = await TestBackend.StartAsync();
        await using var server = await ServerProcess.StartFreshAsync();
        using var api = server.CreateOperator();
        await api.MustDeployAsync("small", PassFlow.Replace("flow: pass", "flow: small").Replace("400MB", "1MB").Replace("/echo", "/remember").Replace("/pass", "/small"), ("backend", backend.Address.OriginalString));
        using var http = server.CreateSender();

        using var request = new HttpRequestMessage(HttpMethod.Post, "/t/demo/http/small") { Content = new GeneratedContent(1024 * 1024 + 1) };
        request.Headers.TransferEncodingChunked = !withLength;
        using var response = await http.SendAsync(request);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Empty(backend.Received);
    }

    private sealed class GeneratedContent(long length) : HttpContent
    {
        private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

        public byte[] Hash => _hash.GetCurrentHash();

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            var block = new byte[128 * 1024];
            var random = new Random(7);
            for (var left = length; left > 0; left -= block.Length)
            {
                random.NextBytes(block);
                var part = block.AsMemory(0, (int)Math.Min(left, block.Length));
                _hash.AppendData(part.Span);
                await stream.WriteAsync(part);
            }
        }

        protected override bool TryComputeLength(out long computed)
        {
            computed = length;
            return true;
        }
    }
}
