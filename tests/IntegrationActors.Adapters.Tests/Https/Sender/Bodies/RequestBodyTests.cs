using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using IntegrationActors.Adapters.Tests.Support;
using IntegrationActors.Core.MessageLog;

namespace IntegrationActors.Adapters.Tests.Https.Sender.Bodies;

/// <summary>How bodies come in: limits, encodings, pauses, breaks.</summary>
public sealed class RequestBodyTests : IAsyncLifetime
{
    private const string Echo = "- log: got";

    private static readonly string Login = TestNode.Basic(TestNode.Login).ToString();

    private TestNode _node = null!;

    public async Task InitializeAsync() => _node = await TestNode.StartAsync();

    public async Task DisposeAsync() => await _node.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(10_000)]
    [InlineData(65_536)]
    [InlineData(65_537)]
    [InlineData(3_000_000)]
    public async Task A_body_passes_unchanged_with_and_without_known_length(int length)
    {
        await _node.DeployAsync("path: /orders", Echo);
        var body = RandomNumberGenerator.GetBytes(length);

        var known = await _node.SendAsync(HttpMethod.Post, "/t/acme/http/orders", new ByteArrayContent(body));
        var chunked = await _node.SendAsync(HttpMethod.Post, "/t/acme/http/orders", new StreamContent(new UnknownLength(body)));

        Assert.Equal(body, await known.Content.ReadAsByteArrayAsync());
        Assert.Equal(body, await chunked.Content.ReadAsByteArrayAsync());
        Assert.Equal((length, length), (known.Content.Headers.ContentLength, chunked.Content.Headers.ContentLength));
    }

    [Theory]
    [InlineData(100)]
    [InlineData(100_000)]
    public async Task A_body_one_byte_over_the_limit_runs_no_step(int limit)
    {
        await _node.DeployAsync($"path: /orders, maxBodySize: {limit}", Echo);

        var fits = await _node.SendAsync(HttpMethod.Post, "/t/acme/http/orders", new ByteArrayContent(new byte[limit]));
        var known = await _node.SendAsync(HttpMethod.Post, "/t/acme/http/orders", new ByteArrayContent(new byte[limit + 1]));
        var chunked = await _node.SendAsync(HttpMethod.Post, "/t/acme/http/orders", new StreamContent(new UnknownLength(new byte[limit + 1])));

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.RequestEntityTooLarge, HttpStatusCode.RequestEntityTooLarge], [fits.StatusCode, known.StatusCode, chunked.StatusCode]);
        Assert.Equal(1, _node.Log.Begun);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(100_000)]
    public async Task A_client_that_waits_for_100_is_told_to_go_on_once_it_is_admitted(int length)
    {
        await _node.DeployAsync($"path: /orders, maxBodySize: {length}", Echo);
        using var client = await RawHttp.ConnectAsync(_node.Address);

        await client.SendAsync(Head($"Expect: 100-continue\r\nContent-Length: {length}"));
        Assert.Equal("HTTP/1.1 100 Continue\r\n\r\n", await client.ReadAnswerAsync());
        await client.SendAsync(new string('x', length));

        Assert.StartsWith("HTTP/1.1 200", await client.ReadAnswerAsync());
        Assert.StartsWith("HTTP/1.1 413", await RawHttp.ExchangeAsync(_node.Address, Head($"Expect: 100-continue\r\nContent-Length: {length + 1}")));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task A_compressed_body_is_unpacked(string coding)
    {
        await _node.DeployAsync("path: /orders", "- set: { body: \"${body} [${header.Content-Encoding}]\" }");

        var answer = await _node.SendAsync(HttpMethod.Post, "/t/acme/http/orders", Compressed(coding, "hello"u8.ToArray()));

        Assert.Equal("hello []", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_bomb_counts_unpacked()
    {
        await _node.DeployAsync("path: /orders, maxBodySize: 1MB", Echo);

        var answer = await _node.SendAsync(HttpMethod.Post, "/t/acme/http/orders", Compressed("gzip", new byte[50_000_000]));

        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, 0), (answer.StatusCode, _node.Log.Begun));
    }

    [Theory]
    [InlineData("gzip", HttpStatusCode.BadRequest)]
    [InlineData("lzw", HttpStatusCode.UnsupportedMediaType)]
    public async Task A_body_that_can_not_be_unpacked_is_refused(string coding, HttpStatusCode expected)
    {
        await _node.DeployAsync("path: /orders", Echo);
        var content = new StringContent("no archive at all");
        content.Headers.ContentEncoding.Add(coding);

        Assert.Equal(expected, (await _node.SendAsync(HttpMethod.Post, "/t/acme/http/orders", content)).StatusCode);
    }

    [Theory]
    [InlineData("iso-8859-1")]
    [InlineData("windows-1252")]
    [InlineData("utf-16")]
    public async Task Text_is_read_in_the_character_set_of_the_content_type(string charset)
    {
        await _node.DeployAsync("path: /orders", "- set: { body: \"${body}!\" }");
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(charset) ?? Encoding.GetEncoding(charset);
        var content = new ByteArrayContent(encoding.GetBytes("Grüße"));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse($"text/plain; charset=\"{charset}\"");

        Assert.Equal("Grüße!"u8.ToArray(), await (await _node.SendAsync(HttpMethod.Post, "/t/acme/http/orders", content)).Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task An_unknown_character_set_is_refused()
    {
        await _node.DeployAsync("path: /orders", Echo);

        var answer = await RawHttp.ExchangeAsync(_node.Address, Head("Content-Type: text/plain; charset=klingon\r\nContent-Length: 1") + "x");

        Assert.StartsWith("HTTP/1.1 415", answer);
    }

    [Theory]
    [InlineData("Content-Length: 10")]
    [InlineData("Content-Length: 10", 3)]
    [InlineData("Transfer-Encoding: chunked")]
    public async Task A_client_that_pauses_too_long_before_its_message_began_is_cut(string framing, int sent = 0)
    {
        await _node.DeployAsync("path: /orders, maxPause: 100ms", Echo);
        using var client = await RawHttp.ConnectAsync(_node.Address);

        await client.SendAsync(Head(framing) + new string('x', sent));

        Assert.StartsWith("HTTP/1.1 408", await client.ReadAnswerAsync());
        Assert.Equal(0, _node.Log.Begun);
    }

    [Fact]
    public async Task A_client_that_pauses_within_a_long_body_fails_its_message()
    {
        await _node.DeployAsync("path: /orders, maxPause: 100ms", "- set: { body: \"${body}\" }");
        using var client = await RawHttp.ConnectAsync(_node.Address);

        await client.SendAsync(Head("Content-Length: 100000") + new string('x', 70_000));

        Assert.StartsWith("HTTP/1.1 408", await client.ReadAnswerAsync());
        var record = await _node.Log.NextAsync();
        Assert.Equal((MessageStatus.Failed, "IA3102"), (record.Status, record.Fault!.Code));
    }

    [Theory]
    [InlineData("- set: { body: short }", "short")]
    [InlineData("- set: { body: short }\n- set: { headers: { CamelHttpResponseCode: \"204\" } }", "")]
    public async Task An_answer_waits_for_the_rest_of_a_message_that_no_step_wanted(string steps, string expected)
    {
        await _node.DeployAsync("path: /orders", steps);
        var sent = new byte[30_000_000];

        var first = await _node.SendAsync(HttpMethod.Post, "/t/acme/http/orders", new ByteArrayContent(sent));
        var second = await _node.SendAsync(HttpMethod.Post, "/t/acme/http/orders", new ByteArrayContent(sent));

        Assert.Equal((expected, expected), (await first.Content.ReadAsStringAsync(), await second.Content.ReadAsStringAsync()));
        Assert.Equal(MessageStatus.Completed, (await _node.Log.NextAsync()).Status);
    }

    [Fact]
    public async Task A_client_that_does_not_send_the_rest_of_its_message_gets_no_good_answer()
    {
        await _node.DeployAsync("path: /orders, maxPause: 100ms", "- set: { body: short }");
        using var client = await RawHttp.ConnectAsync(_node.Address);

        await client.SendAsync(Head("Content-Length: 100000") + new string('x', 70_000));

        Assert.StartsWith("HTTP/1.1 408", await client.ReadAnswerAsync());
        Assert.Equal("IA3102", (await _node.Log.NextAsync()).Fault!.Code);
    }

    [Fact]
    public async Task A_slow_client_that_never_pauses_too_long_gets_through()
    {
        await _node.DeployAsync("path: /orders, maxPause: 2s", Echo);
        using var client = await RawHttp.ConnectAsync(_node.Address);
        await client.SendAsync(Head("Content-Length: 5"));

        foreach (var letter in "hello")
        {
            await Task.Delay(20);
            await client.SendAsync(letter.ToString());
        }

        Assert.EndsWith("\r\n\r\nhello", await client.ReadAnswerAsync());
    }

    [Fact]
    public async Task A_client_that_breaks_off_leaves_no_running_message()
    {
        var flow = await _node.DeployAsync("path: /orders", Echo);
        using (var client = await RawHttp.ConnectAsync(_node.Address))
        {
            await client.SendAsync(Head("Content-Length: 10") + "abc");
            while (flow.Gate.InFlight == 0)
            {
                await Task.Yield();
            }
        }

        while (flow.Gate.InFlight > 0)
        {
            await Task.Yield();
        }

        Assert.Equal(0, _node.Log.Begun);
    }

    [Fact]
    public async Task A_client_that_does_not_wait_for_its_answer_does_not_stop_the_message_but_is_noted()
    {
        var hold = new TaskCompletionSource();
        await using var backend = await Backend.StartAsync(_ => hold.Task);
        await _node.DeployAsync("path: /orders", $"- call: {{ https: {{ url: \"{backend.Address}\" }} }}\n- set: {{ body: done }}");
        using (var client = await RawHttp.ConnectAsync(_node.Address))
        {
            await client.SendAsync(Head("Content-Length: 1") + "x");
            while (backend.Calls == 0)
            {
                await Task.Yield();
            }

            client.Stream.Socket.LingerState = new System.Net.Sockets.LingerOption(true, 0);
        }

        await Task.Delay(200);
        hold.SetResult();

        var record = await _node.Log.NextAsync();
        Assert.Equal((MessageStatus.Failed, "IA3101", 2), (record.Status, record.Fault!.Code, record.Steps.Total));
    }

    private static string Head(string framing) => $"POST /t/acme/http/orders HTTP/1.1\r\nHost: x\r\nAuthorization: {Login}\r\n{framing}\r\n\r\n";

    private static ByteArrayContent Compressed(string coding, byte[] plain)
    {
        var packed = new MemoryStream();
        using (Stream target = coding switch
        {
            "br" => new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true),
            "deflate" => new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true),
            _ => new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true),
        })
        {
            target.Write(plain);
        }

        var content = new ByteArrayContent(packed.ToArray());
        content.Headers.ContentEncoding.Add(coding);
        return content;
    }

    private sealed class UnknownLength(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
