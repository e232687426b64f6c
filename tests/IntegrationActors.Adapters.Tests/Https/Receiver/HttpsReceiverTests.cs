using System.Net;
using System.Text;
using IntegrationActors.Adapters.Tests.Support;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Stores;

namespace IntegrationActors.Adapters.Tests.Https.Receiver;

/// <summary>What goes out in a call and what comes back into the message.</summary>
public sealed class HttpsReceiverTests : IAsyncLifetime
{
    private TestNode _node = null!;
    private Backend _echo = null!;

    public async Task InitializeAsync()
    {
        _node = await TestNode.StartAsync();
        _echo = await Backend.EchoAsync();
    }

    public async Task DisposeAsync()
    {
        await _node.DisposeAsync();
        await _echo.DisposeAsync();
    }

    [Theory]
    [InlineData("GET", "", false)]
    [InlineData("GET", "sendBody: true", true)]
    [InlineData("POST", "", true)]
    [InlineData("PUT", "", true)]
    [InlineData("PATCH", "", true)]
    [InlineData("DELETE", "", false)]
    [InlineData("DELETE", "sendBody: true", true)]
    [InlineData("TRACE", "sendBody: true", false)]
    [InlineData("\"\"", "", true, "POST")]
    [InlineData("post", "", true, "POST")]
    public async Task Each_method_sends_the_body_it_should(string method, string more, bool sendsBody, string? expected = null)
    {
        var answer = await CallAsync($"method: {method}{(more.Length > 0 ? ", " + more : "")}", "hello");

        Assert.Equal(expected ?? method, Got(answer, "Method"));
        Assert.Equal(sendsBody ? "hello" : "", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task HEAD_brings_headers_and_an_empty_body()
    {
        await using var backend = await Backend.StartAsync(context =>
        {
            context.Response.ContentLength = 1000;
            context.Response.Headers["X-Found"] = "yes";
            return Task.CompletedTask;
        });

        var answer = await CallAsync("method: HEAD", "x", backend.Address);

        Assert.Equal(("yes", 0), (answer.Headers.GetValues("X-Found").Single(), answer.Content.Headers.ContentLength));
    }

    [Theory]
    [InlineData("requestHeaders: [Host]")]
    [InlineData("requestHeaders: [CamelHttpUri]")]
    [InlineData("responseHeaders: [SAP_Sender]")]
    [InlineData("timeout: 0s")]
    [InlineData("proxy: \"ftp://x\"")]
    [InlineData("proxy: \"http://u:p@x:1\"")]
    [InlineData("retry: { attempts: 99 }")]
    [InlineData("retry: { interval: 61s }")]
    [InlineData("retry: { on: [200] }")]
    public void Wrong_options_are_findings(string option) => Assert.Single(TestNode.Findings("path: /a", $"- call: {{ https: {{ url: \"http://127.0.0.1\", {option} }} }}"));

    [Fact]
    public async Task By_default_no_header_goes_out_but_content_type_and_trace()
    {
        await DeployAsync("decompress: false", _echo.Address, "- set: { headers: { X-One: 1, Authorization: secret } }\n");

        var answer = await _node.PostAsync("/t/acme/http/orders", "x", ("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));

        Assert.Equal("content-length content-type host sap_mplcorrelationid traceparent", Got(answer, "Headers"));
        Assert.Equal("text/plain; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
    }

    [Theory]
    [InlineData("requestHeaders: [X-One]", "accept-encoding content-length content-type host sap_mplcorrelationid x-one")]
    [InlineData("requestHeaders: [\"*\"]", "accept-encoding content-language content-length content-type host sap_mplcorrelationid x-one x-two")]
    public async Task Listed_headers_go_out_but_never_those_of_the_runtime_or_of_a_connection(string option, string expected)
    {
        var answer = await CallAsync(option, "x", null, "- set: { headers: { X-One: 1, X-Two: 2, SAP_Own: 3, CamelOwn: 4, Host: evil, Connection: close, Transfer-Encoding: chunked, Via: x, Content-Language: de } }\n");

        Assert.Equal(expected, Got(answer, "Headers"));
    }

    [Theory]
    [InlineData("X-One", "a\r\nX-Evil: 1")]
    [InlineData("X-One", "a\nX-Evil: 1")]
    [InlineData("X-One", "a\rX-Evil: 1")]
    [InlineData("X-One", "a\0b")]
    [InlineData("X-One", "a\u0001b")]
    [InlineData("Content-Type", "text/plain\r\nX-Evil: 1")]
    [InlineData("Content-Language", "de\r\nX-Evil: 1")]
    [InlineData("traceparent", "00\r\nX-Evil: 1")]
    public async Task A_header_with_a_line_break_or_another_control_character_is_not_sent(string name, string value)
    {
        await DeployAsync("requestHeaders: [\"*\"]", _echo.Address, $"- set: {{ headers: {{ {name}: \"${{body}}\" }} }}\n");

        await _node.PostAsync("/t/acme/http/orders", value);

        Assert.Equal(("IA3209", 0), ((await _node.Log.NextAsync()).Fault!.Code, _echo.Calls));
    }

    [Fact]
    public async Task A_body_without_type_is_sent_as_octets()
    {
        string? type = null;
        await using var backend = await Backend.StartAsync(context =>
        {
            type = context.Request.ContentType;
            return Task.CompletedTask;
        });
        await DeployAsync("method: POST", backend.Address, "- set: { remove: { headers: [Content-Type] } }\n");

        await _node.SendAsync(HttpMethod.Post, "/t/acme/http/orders", new ByteArrayContent([1, 2]));

        Assert.Equal("application/octet-stream", type);
    }

    [Fact]
    public async Task The_answer_becomes_the_message()
    {
        await using var backend = await Backend.StartAsync(context =>
        {
            context.Response.StatusCode = 202;
            context.Response.ContentType = "application/xml; charset=iso-8859-1";
            context.Response.Headers["X-One"] = new[] { "1", "2" };
            context.Response.Headers["CamelHttpUri"] = "http://evil";
            context.Response.Headers["SapAuthenticatedUserName"] = "admin";
            return context.Response.Body.WriteAsync(Encoding.Latin1.GetBytes("<ä/>")).AsTask();
        });

        var answer = await CallAsync(
            "method: POST", "x", backend.Address, after: "\n- set: { body: \"${body}|${header.X-One}|${header.CamelHttpResponseCode}|${header.Content-Type}|[${header.CamelHttpUri}]|${header.SapAuthenticatedUserName}\" }");

        Assert.Equal("<ä/>|1, 2|202|application/xml; charset=iso-8859-1|[]|shop", Encoding.UTF8.GetString(await answer.Content.ReadAsByteArrayAsync()));
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
    }

    [Fact]
    public async Task Only_listed_headers_of_the_answer_come_in_and_the_type_of_the_body()
    {
        await using var backend = await Backend.StartAsync(context =>
        {
            context.Response.ContentType = "text/css";
            context.Response.Headers["X-One"] = "1";
            context.Response.Headers["X-Two"] = "2";
            return context.Response.Body.WriteAsync("a"u8.ToArray()).AsTask();
        });

        var answer = await CallAsync("responseHeaders: [x-two]", "x", backend.Address);

        Assert.Equal(("2", "text/css"), (answer.Headers.GetValues("x-two").Single(), answer.Content.Headers.ContentType!.ToString()));
        Assert.False(answer.Headers.Contains("X-One"));
    }

    [Fact]
    public async Task Send_leaves_the_message_as_it_is()
    {
        await using var backend = await Backend.StartAsync(context => context.Response.Body.WriteAsync("ignored"u8.ToArray()).AsTask());
        await _node.DeployAsync("path: /orders", $"- send: {{ https: {{ url: \"{backend.Address}\" }} }}");
        var large = new string('x', 200_000);

        Assert.Equal(large, await (await _node.PostAsync("/t/acme/http/orders", large)).Content.ReadAsStringAsync());
        Assert.Equal(1, backend.Calls);
    }

    [Fact]
    public async Task The_called_addresses_are_in_the_log_without_query()
    {
        await _node.DeployAsync(
            "path: /orders",
            $"- call: {{ https: {{ url: \"{_echo.Address}a\", query: \"key=secret\" }} }}\n- call: {{ https: {{ url: \"{_echo.Address}b\" }} }}\n- call: {{ https: {{ url: \"{_echo.Address}b\" }} }}");

        await _node.PostAsync("/t/acme/http/orders", "x");

        Assert.Equal($"{_echo.Address}a, {_echo.Address}b", (await _node.Log.NextAsync()).Receiver);
    }

    [Fact]
    public async Task User_credentials_sign_in_and_a_rotated_password_holds_at_once()
    {
        var seen = new List<string?>();
        await using var backend = await Backend.StartAsync(context =>
        {
            seen.Add(context.Request.Headers.Authorization);
            return Task.CompletedTask;
        });
        await DeployAsync("credential: erp, requestHeaders: [Authorization]", backend.Address, "- set: { headers: { Authorization: other } }\n");

        _node.Credentials["erp"] = new UserCredential("erp", "me", "päss");
        await _node.PostAsync("/t/acme/http/orders", "x");
        _node.Credentials["erp"] = new UserCredential("erp", "me", "new");
        await _node.PostAsync("/t/acme/http/orders", "x");

        Assert.Equal([TestNode.Basic("me:päss").ToString(), TestNode.Basic("me:new").ToString()], seen);
    }

    [Fact]
    public async Task A_missing_credential_fails_the_message_before_anything_is_sent()
    {
        await DeployAsync("credential: erp", _echo.Address);

        await _node.PostAsync("/t/acme/http/orders", "x");

        var record = await _node.Log.NextAsync();
        Assert.Equal((MessageStatus.Failed, "IA3210", 0), (record.Status, record.Fault!.Code, _echo.Calls));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task A_compressed_answer_is_unpacked(string coding)
    {
        await using var backend = await Backend.StartAsync(async context =>
        {
            Assert.Contains(coding, context.Request.Headers.AcceptEncoding.ToString());
            context.Response.Headers.ContentEncoding = coding;
            await using Stream packed = coding == "br" ? new System.IO.Compression.BrotliStream(context.Response.Body, System.IO.Compression.CompressionMode.Compress)
                : new System.IO.Compression.GZipStream(context.Response.Body, System.IO.Compression.CompressionMode.Compress);
            await packed.WriteAsync("unpacked"u8.ToArray());
        });

        var answer = await CallAsync("method: POST", "x", backend.Address);

        Assert.Equal("unpacked", await answer.Content.ReadAsStringAsync());
        Assert.Empty(answer.Content.Headers.ContentEncoding);
    }

    [Fact]
    public async Task Without_unpacking_the_answer_stays_packed_and_says_so()
    {
        await using var backend = await Backend.StartAsync(context =>
        {
            context.Response.Headers.ContentEncoding = "gzip";
            return context.Response.Body.WriteAsync("as it is"u8.ToArray()).AsTask();
        });

        var answer = await CallAsync("decompress: false", "x", backend.Address);

        Assert.Equal(("as it is", "gzip"), (await answer.Content.ReadAsStringAsync(), answer.Content.Headers.ContentEncoding.Single()));
    }

    private static string Got(HttpResponseMessage answer, string what) => answer.Headers.GetValues("X-Got-" + what).Single();

    private Task<Deployment> DeployAsync(string options, Uri url, string before = "", string after = "") =>
        _node.DeployAsync("path: /orders", $"{before}- call: {{ https: {{ url: \"{Uri.UnescapeDataString(url.AbsoluteUri)}\", {options} }} }}{after}");

    private async Task<HttpResponseMessage> CallAsync(string options, string body, Uri? url = null, string before = "", string after = "")
    {
        var deployment = await DeployAsync(options, url ?? _echo.Address, before, after);
        var answer = await _node.PostAsync("/t/acme/http/orders", body);
        await deployment.StopAsync();
        return answer;
    }
}
