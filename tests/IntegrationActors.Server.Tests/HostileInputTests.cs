using System.Net;
using System.Text;
using IntegrationActors.Server.Tests.Support;

namespace IntegrationActors.Server.Tests;

/// <summary>One server takes it all in a row: it must refuse each, stay alive, and answer the next good request.</summary>
public sealed class HostileInputTests(HostileInputTests.Node node) : IClassFixture<HostileInputTests.Node>
{
    private const string Flow = """
        flow: hostile
        from:
          https: { path: /hostile, authentication: none, maxBodySize: 20MB, allowedHeaders: [X-Kind, X-Value] }
        steps:
          - router:
              - when: "${header.X-Kind} = 'xml'"
                steps: [ xmlToJson ]
              - when: "${header.X-Kind} = 'xpath'"
                steps:
                  - set: { properties: { deep: { xpath: "count(//*)" } } }
              - when: "${header.X-Kind} = 'json'"
                steps:
                  - jsonToXml: { root: root }
              - when: "${header.X-Kind} = 'jsonpath'"
                steps:
                  - set: { properties: { deep: { jsonpath: "$..x" } } }
              - when: "${header.X-Kind} = 'regex' and ${header.X-Value} regex '^(a+)+$'"
                steps: [ end ]
              - when: "${header.X-Kind} = 'backreference' and ${header.X-Value} regex '^(a+)+\\1$'"
                steps: [ end ]
              - when: "${header.X-Kind} = 'header'"
                steps:
                  - set: { headers: { X-Out: "${property.injected}${body}" } }
        """;

    // Of the server's processor time: other tests may have the processors meanwhile.
    private static readonly TimeSpan Quickly = TimeSpan.FromSeconds(2);

    public static TheoryData<string, string> Requests => new()
    {
        { "signed length", Post("Content-Length: +5\r\n", "hello") },
        { "negative length", Post("Content-Length: -1\r\n", "hello") },
        { "hexadecimal length", Post("Content-Length: 0x5\r\n", "hello") },
        { "two lengths", Post("Content-Length: 5\r\nContent-Length: 6\r\n", "hello!") },
        { "list of lengths", Post("Content-Length: 5, 6\r\n", "hello!") },
        { "length overflow", Post("Content-Length: 99999999999999999999999\r\n", "hello") },
        { "length and chunks", Post("Content-Length: 4\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\nGET /t/demo/http/hostile HTTP/1.1\r\nHost: x\r\n\r\n") },
        { "unknown encoding", Post("Transfer-Encoding: xchunked\r\n", "0\r\n\r\n") },
        { "two encodings", Post("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n", "0\r\n\r\n") },
        { "hidden encoding", Post("Transfer-Encoding : chunked\r\n", "0\r\n\r\n") },
        { "chunk overflow", Post("Transfer-Encoding: chunked\r\n", "FFFFFFFFFFFFFFFFF\r\nx\r\n0\r\n\r\n") },
        { "negative chunk", Post("Transfer-Encoding: chunked\r\n", "-1\r\nx\r\n0\r\n\r\n") },
        { "folded header", Post("X-Kind: a\r\n b\r\nContent-Length: 0\r\n", "") },
        { "zero byte in a header", Post("X-Kind: a\0b\r\nContent-Length: 0\r\n", "") },
        { "carriage return in a header", Post("X-Kind: a\rb\r\nContent-Length: 0\r\n", "") },
        { "header without a name", Post(": a\r\nContent-Length: 0\r\n", "") },
        { "very long header", Post($"X-Kind: {new string('a', 100_000)}\r\nContent-Length: 0\r\n", "") },
        { "very many headers", Post(string.Concat(Enumerable.Range(0, 5000).Select(i => $"X-{i}: a\r\n")) + "Content-Length: 0\r\n", "") },
        { "very long path", $"POST /t/demo/http/{new string('a', 100_000)} HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n" },
        { "no host", "POST /t/demo/http/hostile HTTP/1.1\r\nContent-Length: 0\r\n\r\n" },
        { "two hosts", "POST /t/demo/http/hostile HTTP/1.1\r\nHost: a\r\nHost: b\r\nContent-Length: 0\r\n\r\n" },
        { "unknown version", "POST /t/demo/http/hostile HTTP/9.9\r\nHost: x\r\n\r\n" },
        { "path that climbs", "POST /t/demo/http/../../../../etc/passwd HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n" },
        { "encoded path that climbs", "POST /t/demo/http/%2e%2e%2f%2e%2e%2fetc HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n" },
        { "not http", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" },
    };

    public static TheoryData<string, string> Contents => new()
    {
        { "xml", "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>" },
        { "xml", "<!DOCTYPE a SYSTEM 'http://127.0.0.1:1/x.dtd'><a/>" },
        { "xpath", "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>" },
        { "xml", BillionLaughs() },
        { "xpath", BillionLaughs() },
        { "xml", Repeat("<a>", 100_000) + Repeat("</a>", 100_000) },
        { "xpath", Repeat("<a>", 100_000) + Repeat("</a>", 100_000) },
        { "xpath", Repeat("<a b=\"/>\">", 100_000) + Repeat("</a>", 100_000) },
        { "json", Repeat("{\"a\":", 100_000) + "1" + Repeat("}", 100_000) },
        { "json", Repeat("[", 100_000) + Repeat("]", 100_000) },
        { "jsonpath", Repeat("[", 100_000) + Repeat("]", 100_000) },
        { "json", "{\"a\":\"\\ud800\"}" },
        { "json", "{\"a b\":1}" },
        { "header", "a\r\nSet-Cookie: stolen=1" },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task A_malformed_request_is_refused(string what, string request)
    {
        var answer = await RawHttp.SendAsync(node.Server.Senders, request);

        Assert.True(answer.Length == 0 || answer.StartsWith("HTTP/1.1 4", StringComparison.Ordinal) || answer.StartsWith("HTTP/1.1 505", StringComparison.Ordinal), $"{what}: {answer}");
        Assert.True(answer.Split("HTTP/1.1 ").Length <= 2, $"{what}: answered more than once: {answer}");
        await node.AssertAliveAsync();
    }

    [Theory]
    [MemberData(nameof(Contents))]
    public async Task Hostile_content_fails_its_message_quickly_and_nothing_else(string kind, string content)
    {
        var (memory, used) = (node.Server.ResidentMemory(), node.Server.CpuTime());

        using var response = await node.PostAsync(kind, content);

        Assert.InRange((int)response.StatusCode, 400, 500);
        Assert.DoesNotContain("root:", await response.Content.ReadAsStringAsync());
        Assert.False(response.Headers.Contains("Set-Cookie"));
        Assert.InRange(node.Server.CpuTime() - used, TimeSpan.Zero, Quickly);
        Assert.InRange(node.Server.ResidentMemory() - memory, -10_000, 200);
        await node.AssertAliveAsync();
    }

    [Theory]
    [InlineData("regex")]
    [InlineData("backreference")]
    public async Task A_catastrophic_regular_expression_ends_in_time(string kind)
    {
        var used = node.Server.CpuTime();

        using var response = await node.PostAsync(kind, "", new string('a', 4000) + "b");

        Assert.True(response.StatusCode is HttpStatusCode.NoContent or HttpStatusCode.OK or HttpStatusCode.InternalServerError);
        Assert.InRange(node.Server.CpuTime() - used, TimeSpan.Zero, Quickly);
        await node.AssertAliveAsync();
    }

    private static string Post(string headers, string body) => $"POST /t/demo/http/hostile HTTP/1.1\r\nHost: x\r\n{headers}\r\n{body}";

    private static string Repeat(string text, int count) => new StringBuilder(text.Length * count).Insert(0, text, count).ToString();

    private static string BillionLaughs()
    {
        var entities = string.Concat(Enumerable.Range(1, 9).Select(i => $"<!ENTITY l{i} '{Repeat($"&l{i - 1};", 10)}'>"));
        return $"<!DOCTYPE a [<!ENTITY l0 'lol'>{entities}]><a>&l9;</a>";
    }

    public sealed class Node : IAsyncLifetime
    {
        internal ServerProcess Server { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            Server = await ServerProcess.StartFreshAsync();
            using var api = Server.CreateOperator();
            await api.MustDeployAsync("hostile", Flow);
            (await PostAsync("none", "warm up")).Dispose();
        }

        public async Task<HttpResponseMessage> PostAsync(string kind, string content, string value = "")
        {
            using var http = Server.CreateSender();
            using var request = new HttpRequestMessage(HttpMethod.Post, "/t/demo/http/hostile") { Content = new StringContent(content) };
            request.Headers.TryAddWithoutValidation("X-Kind", kind);
            request.Headers.TryAddWithoutValidation("X-Value", value);
            return await http.SendAsync(request);
        }

        public async Task AssertAliveAsync()
        {
            Assert.False(Server.HasExited);
            using var response = await PostAsync("none", "hello");
            Assert.Equal("hello", await response.Content.ReadAsStringAsync());
        }

        public async Task DisposeAsync() => await Server.DisposeAsync();
    }
}
