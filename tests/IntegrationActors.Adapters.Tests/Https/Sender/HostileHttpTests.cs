using System.Net;
using IntegrationActors.Adapters.Tests.Support;

namespace IntegrationActors.Adapters.Tests.Https.Sender;

/// <summary>Requests that two parties could read differently, or that try to take the listener down, as bytes on a socket.</summary>
public sealed class HostileHttpTests : IAsyncLifetime
{
    private const string Target = "POST /t/acme/http/orders HTTP/1.1\r\n";
    private const string Chunks = "5\r\nhello\r\n0\r\n\r\n";

    private TestNode _node = null!;
    private int _begun;

    public async Task InitializeAsync()
    {
        _node = await TestNode.StartAsync();
        await _node.DeployAsync("path: /orders, authentication: none, methods: [GET, POST]", "- log: got");

        // The first request compiles the way that all go.
        await _node.DeployAsync("path: /warm, authentication: none", "- log: got", flow: "warm", tenant: "globex");
        await _node.PostAsync("/t/globex/http/warm", "x");
        await _node.Log.NextAsync();
        _begun = _node.Log.Begun;
    }

    public async Task DisposeAsync() => await _node.DisposeAsync();

    [Theory]
    [InlineData("Host: x\r\nContent-Length: +5", "hello")]
    [InlineData("Host: x\r\nContent-Length: -5", "hello")]
    [InlineData("Host: x\r\nContent-Length: 5 1", "hello")]
    [InlineData("Host: x\r\nContent-Length: 0x5", "hello")]
    [InlineData("Host: x\r\nContent-Length: 5.0", "hello")]
    [InlineData("Host: x\r\nContent-Length:", "hello")]
    [InlineData("Host: x\r\nContent-Length: 99999999999999999999", "hello")]
    [InlineData("Host: x\r\nContent-Length: 5, 5", "hello")]
    [InlineData("Host: x\r\nContent-Length: 5\r\nContent-Length: 5", "hello")]
    [InlineData("Host: x\r\nContent-Length: 5\r\nContent-Length: 6", "hello")]
    [InlineData("Host: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked", Chunks)]
    [InlineData("Host: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 5", Chunks)]
    [InlineData("Host: x\r\nTransfer-Encoding: identity\r\nTransfer-Encoding: chunked", Chunks)]
    [InlineData("Host: x\r\nTransfer-Encoding: chunked, chunked", Chunks)]
    [InlineData("Host: x\r\nTransfer-Encoding: gzip, chunked", Chunks)]
    [InlineData("Host: x\r\nTransfer-Encoding: xchunked", Chunks)]
    [InlineData("Host: x\r\nTransfer-Encoding: chunked, identity", Chunks)]
    [InlineData("Host: x\r\nTransfer-Encoding : chunked", Chunks)]
    [InlineData("Host: x\r\nTransfer-Encoding\t: chunked", Chunks)]
    [InlineData("Host: x\r\n Transfer-Encoding: chunked", Chunks)]
    [InlineData("Host: x\r\nTransfer-Encoding: \v" + "chunked", Chunks)]
    [InlineData("Host: x\r\nTransfer-Encoding: \"chunked\"", Chunks)]
    [InlineData("Host: x\r\nTransfer-Encoding: chunked;q=1", Chunks)]
    [InlineData("Host: x\r\nTransfer-Encoding:", Chunks)]
    [InlineData("Host: x\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked", Chunks)]
    [InlineData("Host: x\r\nTransfer-Encoding: x\r\nContent-Length: 5", "hello")]
    [InlineData("Host: x\r\nX-A: b\r\n\r Transfer-Encoding: chunked\r\nContent-Length: 5", "hello")]
    [InlineData("Host: x\r\nContent-Length: 5\n", "hello")]
    [InlineData("Host: x\r\nContent-Length: 5\r\ncontent-length: 0", "hello")]
    [InlineData("Host: x\r\nContent-Length: \u00b2", "hello")]
    [InlineData("Host: x\r\nContent-Length: 9223372036854775808", "hello")]
    [InlineData("Host: x\r\nTransfer-Encoding: chunked", "FFFFFFFFFFFFFFFF1\r\nhello\r\n0\r\n\r\n")]
    [InlineData("Host: x\r\nTransfer-Encoding: chunked", "80000000\r\nhello\r\n0\r\n\r\n")]
    [InlineData("Host: x\r\nTransfer-Encoding: chunked", "-5\r\nhello\r\n0\r\n\r\n")]
    [InlineData("Host: x\r\nTransfer-Encoding: chunked", "+5\r\nhello\r\n0\r\n\r\n")]
    [InlineData("Host: x\r\nTransfer-Encoding: chunked", "0x5\r\nhello\r\n0\r\n\r\n")]
    [InlineData("Host: x\r\nTransfer-Encoding: chunked", "5;a\nhello\r\n0\r\n\r\n")]
    [InlineData("Host: x\r\nTransfer-Encoding: chunked", "5\rhello\r\n0\r\n\r\n")]
    [InlineData("Host: x\r\nTransfer-Encoding: chunked", " 5\r\nhello\r\n0\r\n\r\n")]
    [InlineData("Host: x\r\nTransfer-Encoding: chunked", "g\r\nhello\r\n0\r\n\r\n")]
    [InlineData("Host: x\r\nTransfer-Encoding: chunked", "\r\nhello\r\n0\r\n\r\n")]
    [InlineData("Host: x\r\nTransfer-Encoding: chunked", "7FFFFFFFFFFFFFFF\r\nhello\r\n0\r\n\r\n")]
    [InlineData("Host: x\r\nTransfer-Encoding: chunked", "5\nhello\n0\n\n")]
    [InlineData("Host: x\r\nTransfer-Encoding: chunked", "3\r\nhello\r\n0\r\n\r\n")]
    [InlineData("Host: x\r\nX-A: a\r\n b\r\nContent-Length: 5", "hello")]
    [InlineData("Host: x\r\nX-A: a\rb\r\nContent-Length: 5", "hello")]
    [InlineData("Host: x\r\nX-A: a\0b\r\nContent-Length: 5", "hello")]
    [InlineData("Host: x\r\nX A: b\r\nContent-Length: 5", "hello")]
    [InlineData("Host: x\r\n: b\r\nContent-Length: 5", "hello")]
    [InlineData("Host: x\nContent-Length: 5", "hello")]
    [InlineData("Content-Length: 5", "hello")]
    [InlineData("Host: a\r\nHost: b\r\nContent-Length: 5", "hello")]
    public async Task Unclear_framing_is_refused_and_the_connection_ends(string headers, string body)
    {
        using var client = await RawHttp.ConnectAsync(_node.Address);
        await client.SendAsync($"{Target}{headers}\r\n\r\n{body}{Target}Host: x\r\nX-Smuggled: 1\r\nContent-Length: 1\r\n\r\ny");

        var answer = await client.ReadAnswerAsync();

        Assert.StartsWith("HTTP/1.1 400", answer);
        Assert.DoesNotContain("HTTP/1.1 200", answer);
        Assert.Equal(_begun, _node.Log.Begun);
        await AssertAliveAsync();
    }

    [Theory]
    [InlineData("POST /t/acme/http/orders HTTP/1.1\nHost: x\nContent-Length: 5\n\nhello")]
    [InlineData("POST /t/acme/http/orders HTTP/1.0\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n")]
    [InlineData("PO\nST /t/acme/http/orders HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData("GET /t/acme/http/orders%00 HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData("GET /t/acme/http/orders HTTP/9.9\r\nHost: x\r\n\r\n")]
    [InlineData("\u0016\u0003\u0001\u0002\0\u0001\0")]
    [InlineData("POST  /t/acme/http/orders HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData("POST /t/acme/http/orders\tHTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData("POST /t/acme/http/ord\rers HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData("POST t/acme/http/orders HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData("POST http://y/t/acme/http/orders HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData("POST file:///t/acme/http/orders HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData("POST * HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData("POST /t/acme/http/orders HTTP/1.1 x\r\nHost: x\r\n\r\n")]
    [InlineData("POST /t/acme/http/orders HTTP/1.1\r\nHost: a b\r\n\r\n")]
    [InlineData("POST /t/acme/http/orders HTTP/1.1\r\nHost: a@b\r\n\r\n")]
    [InlineData("POST /t/acme/http/orders HTTP/1.1\r\nHost: a/b\r\n\r\n")]
    [InlineData("CONNECT x:80 HTTP/1.1\r\nHost: y:80\r\n\r\n")]
    public async Task Broken_requests_are_refused(string request)
    {
        var answer = await RawHttp.ExchangeAsync(_node.Address, request);

        Assert.Matches("^HTTP/1.1 (400|404|405|505)", answer);
        Assert.Equal(_begun, _node.Log.Begun);
        await AssertAliveAsync();
    }

    [Theory]
    [InlineData(200, 10, "431")]
    [InlineData(10, 5000, "431")]
    public async Task Too_many_and_too_long_headers_are_refused(int count, int length, string status)
    {
        var headers = string.Concat(Enumerable.Range(0, count).Select(i => $"X-{i}: {new string('a', length)}\r\n"));

        Assert.StartsWith($"HTTP/1.1 {status}", await RawHttp.ExchangeAsync(_node.Address, $"{Target}Host: x\r\n{headers}Content-Length: 1\r\n\r\nx"));
        await AssertAliveAsync();
    }

    [Fact]
    public async Task A_too_long_request_line_is_refused()
    {
        Assert.StartsWith("HTTP/1.1 414", await RawHttp.ExchangeAsync(_node.Address, $"GET /t/acme/http/orders?{new string('a', 9000)} HTTP/1.1\r\nHost: x\r\n\r\n"));
        await AssertAliveAsync();
    }

    [Fact]
    public async Task Too_many_query_parameters_are_refused()
    {
        var query = string.Join('&', Enumerable.Range(0, 101).Select(i => $"a{i}=1"));

        Assert.StartsWith("HTTP/1.1 400", await RawHttp.ExchangeAsync(_node.Address, $"GET /t/acme/http/orders?{query} HTTP/1.1\r\nHost: x\r\n\r\n"));
    }

    [Theory]
    [InlineData("/t/acme/http/../http/orders", "200")]
    [InlineData("/t/globex/../acme/http/orders", "200")]
    [InlineData("/t/acme/http/orders/../../../etc/passwd", "404")]
    [InlineData("/t/acme%2Fhttp%2Forders", "404")]
    [InlineData("/t//http/orders", "404")]
    [InlineData("/t/acme/http", "404")]
    [InlineData("/t/acme/http/", "404")]
    [InlineData("/t", "404")]
    [InlineData("/", "404")]
    [InlineData("http://127.0.0.1/t/acme/http/orders", "200")]
    public async Task A_path_means_what_it_says_after_normalisation(string path, string status)
    {
        var host = path.StartsWith("http", StringComparison.Ordinal) ? "127.0.0.1" : "x";

        Assert.StartsWith($"HTTP/1.1 {status}", await RawHttp.ExchangeAsync(_node.Address, $"POST {path} HTTP/1.1\r\nHost: {host}\r\nContent-Length: 1\r\n\r\nx"));
    }

    [Theory]
    [InlineData("Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r\nContent-Length: 5", "hello")]
    [InlineData("Connection: close, Content-Length\r\nContent-Length: 5", "hello")]
    [InlineData("Transfer-Encoding: CHUNKED", "5;name=\"value\"\r\nhello\r\n0\r\nContent-Length: 0\r\nX-Trailer: 1\r\n\r\n")]
    public async Task What_is_clear_though_strange_is_one_message_and_no_more(string headers, string body)
    {
        using var client = await RawHttp.ConnectAsync(_node.Address);
        await client.SendAsync($"{Target}Host: x\r\n{headers}\r\n\r\n{body}");

        var answer = await client.ReadAnswerAsync();

        Assert.StartsWith("HTTP/1.1 200", answer);
        Assert.EndsWith("\r\n\r\nhello", answer);
        Assert.Equal(_begun + 1, _node.Log.Begun);
    }

    [Fact]
    public async Task A_client_that_begins_with_HTTP_2_is_told_to_use_HTTP_1()
    {
        const char Http11Required = '\r';

        var answer = await RawHttp.ExchangeAsync(_node.Address, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");

        Assert.Equal(Http11Required, answer[^1]);
        Assert.Equal(_begun, _node.Log.Begun);
    }

    [Theory]
    [InlineData("camelhttpuri: http://127.0.0.1:1/")]
    [InlineData("CamelHttpUri: http://127.0.0.1:1/")]
    [InlineData("CAMELHTTPQUERY: admin=true")]
    [InlineData("CamelHttpMethod: DELETE")]
    [InlineData("org.apache.camel.x: y")]
    [InlineData("SapAuthenticatedUserName: admin")]
    public async Task No_header_of_a_client_leads_a_call_elsewhere(string header)
    {
        await using var backend = await Backend.EchoAsync();
        await _node.DeployAsync(
            "path: /call, authentication: none, allowedHeaders: [\"*\"]", $"- call: {{ https: {{ url: \"{backend.Address}a\", requestHeaders: [\"*\"] }} }}", flow: "call");

        var answer = await RawHttp.ExchangeAsync(_node.Address, $"POST /t/acme/http/call HTTP/1.1\r\nHost: x\r\n{header}\r\nContent-Length: 1\r\n\r\nx");

        Assert.StartsWith("HTTP/1.1 200", answer);
        Assert.Contains("X-Got-Method: POST\r\n", answer);
        Assert.Contains("X-Got-Target: /a\r\n", answer);
        Assert.DoesNotContain(header.Split(':')[0].ToLowerInvariant(), answer[answer.IndexOf("X-Got-Headers", StringComparison.Ordinal)..]);
    }

    [Fact]
    public async Task An_idle_half_request_does_not_disturb_others()
    {
        using var client = await RawHttp.ConnectAsync(_node.Address);
        await client.SendAsync("POST /t/acme/ht");

        await AssertAliveAsync();
    }

    private async Task AssertAliveAsync() => Assert.Equal(HttpStatusCode.OK, (await _node.PostAsync("/t/acme/http/orders", "x")).StatusCode);
}
