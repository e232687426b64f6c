using System.IO.Compression;
using System.Net;
using System.Text;
using IntegrationActors.Adapters.Tests.Support;
using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.MessageLog;

namespace IntegrationActors.Adapters.Tests.Https.Sender;

/// <summary>Which headers come into a message, and which go back.</summary>
public sealed class SenderHeadersTests : IAsyncLifetime
{
    private const string Echo = "- log: got";

    private TestNode _node = null!;

    public async Task InitializeAsync() => _node = await TestNode.StartAsync();

    public async Task DisposeAsync() => await _node.DisposeAsync();

    [Fact]
    public async Task The_headers_of_the_runtime_describe_the_call()
    {
        await _node.DeployAsync(
            "path: /api/*, methods: [PUT]",
            "- set: { body: \"${header.CamelHttpUrl}|${header.CamelHttpQuery}|${header.CamelHttpMethod}|${header.CamelServletContextPath}|${header.CamelHttpPath}|${header.SapAuthenticatedUserName}|${header.color}\" }");

        var answer = await _node.SendAsync(HttpMethod.Put, "/t/acme/http/api/v1/items?color=red&color=blue", new StringContent("x"));

        Assert.Equal($"{_node.Address}t/acme/http/api/v1/items|color=red&color=blue|PUT|/api|v1/items|shop|red, blue", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_query_parameter_is_appended_to_an_allowed_header()
    {
        await _node.DeployAsync("path: /orders, allowedHeaders: [X-Region]", "- set: { body: \"${header.X-Region}\" }");

        var answer = await _node.PostAsync("/t/acme/http/orders?x-region=US", "x", ("X-Region", "EU"));

        Assert.Equal("EU, US", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Query_parameters_set_no_header_of_the_runtime_and_none_of_the_answer()
    {
        await _node.DeployAsync("path: /orders", "- set: { body: \"[${header.CamelHttpUri}${header.SAP_Sender}${header.Content-Encoding}] ${header.SapAuthenticatedUserName}\" }");

        var answer = await _node.PostAsync("/t/acme/http/orders?CamelHttpUri=http://evil&SAP_Sender=x&SapAuthenticatedUserName=admin&Content-Encoding=gzip&Set-Cookie=a%3Db&X-Own=1", "x");

        Assert.Equal("[] shop", await answer.Content.ReadAsStringAsync());
        Assert.False(answer.Headers.Contains("Set-Cookie"));
        Assert.False(answer.Headers.Contains("X-Own"));
    }

    [Theory]
    [InlineData("from")]
    [InlineData("date")]
    [InlineData("range")]
    [InlineData("origin")]
    [InlineData("server")]
    [InlineData("accept")]
    [InlineData("warning")]
    [InlineData("via")]
    [InlineData("te")]
    [InlineData("expect")]
    [InlineData("referer")]
    public async Task A_query_parameter_becomes_a_header_though_requests_have_one_of_this_name(string name)
    {
        await _node.DeployAsync("path: /orders", $"- set: {{ body: \"${{header.{name}}}\" }}");

        var answer = await _node.PostAsync($"/t/acme/http/orders?{name}=given", "x");

        Assert.Equal("given", await answer.Content.ReadAsStringAsync());
        Assert.DoesNotContain(answer.Headers.Concat(answer.Content.Headers), header => header.Value.Contains("given"));
    }

    [Theory]
    [InlineData("X-CSRF-Token")]
    [InlineData("Authorization")]
    [InlineData("Host")]
    [InlineData("Forwarded")]
    [InlineData("X-Forwarded-Port")]
    [InlineData("Content-Location")]
    [InlineData("traceparent")]
    public async Task A_query_parameter_does_not_say_who_calls_or_what_the_body_is(string name)
    {
        await _node.DeployAsync("path: /orders", $"- set: {{ body: \"[${{header.{name}}}]\" }}");

        Assert.Equal("[]", await (await _node.PostAsync($"/t/acme/http/orders?{name}=given", "x")).Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("\"*\"")]
    [InlineData("Content-Encoding")]
    public async Task A_body_that_was_unpacked_is_not_called_packed(string allowed)
    {
        await _node.DeployAsync($"path: /orders, allowedHeaders: [{allowed}]", Echo);
        using var packed = new MemoryStream();
        await using (var zip = new GZipStream(packed, CompressionMode.Compress, leaveOpen: true))
        {
            await zip.WriteAsync("hello"u8.ToArray());
        }

        var content = new ByteArrayContent(packed.ToArray());
        content.Headers.ContentEncoding.Add("gzip");
        var answer = await _node.SendAsync(HttpMethod.Post, "/t/acme/http/orders", content);

        Assert.Empty(answer.Content.Headers.ContentEncoding);
        Assert.Equal("hello", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Only_allowed_headers_come_in()
    {
        await _node.DeployAsync("path: /orders, allowedHeaders: [X-One, \"X-P.*\"]", "- set: { body: \"${header.X-One} ${header.X-Pattern} [${header.X-Two}] ${header.Content-Type}\" }");

        var answer = await _node.PostAsync("/t/acme/http/orders", "x", ("x-one", "1"), ("X-Two", "2"), ("X-Pattern", "3"));

        Assert.Equal("1 3 [] text/plain; charset=utf-8", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task The_flow_allows_headers_for_all_its_channels()
    {
        await _node.DeployTextAsync("flow: orders\nallowedHeaders: [X-One]\nfrom: { https: { path: /orders } }\nsteps:\n  - set: { body: \"${header.X-One}\" }");

        Assert.Equal("1", await (await _node.PostAsync("/t/acme/http/orders", "x", ("X-One", "1"))).Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_star_lets_in_neither_headers_of_the_runtime_nor_secrets()
    {
        await _node.DeployAsync(
            "path: /orders, allowedHeaders: [\"*\"]",
            "- set: { body: \"[${header.CamelHttpUri}${header.SAP_Sender}${header.Authorization}${header.Cookie}${header.Connection}] ${header.X-One} ${header.SapAuthenticatedUserName}\" }");

        var answer = await _node.PostAsync(
            "/t/acme/http/orders", "x", ("camelhttpuri", "http://evil"), ("sap_sender", "x"), ("Cookie", "a=b"), ("X-One", "1"), ("SapAuthenticatedUserName", "admin"));

        Assert.Equal("[] 1 shop", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Headers_listed_by_name_describe_the_message_in_the_log()
    {
        await _node.DeployAsync("path: /orders, allowedHeaders: [SAP_ApplicationID, SAP_MessageType, SAP_Sender, SAP_MplCorrelationId, SAP_MessageProcessingLogLevel]", Echo);

        await _node.PostAsync(
            "/t/acme/http/orders", "x", ("SAP_ApplicationID", "4711"), ("SAP_MessageType", "order"), ("SAP_Sender", "web"), ("SAP_MplCorrelationId", "c-1"), ("SAP_MessageProcessingLogLevel", "DEBUG"));

        var record = await _node.Log.NextAsync();
        Assert.Equal(("4711", "order", "web", "c-1", MessageLogLevel.Debug), (record.ApplicationId, record.MessageType, record.Sender, record.CorrelationId, record.Level));
    }

    [Fact]
    public async Task Without_a_list_a_client_decides_nothing_about_the_log()
    {
        await _node.DeployAsync("path: /orders", Echo);

        await _node.PostAsync("/t/acme/http/orders", "x", ("SAP_ApplicationID", "4711"), ("X-Correlation-ID", "c-1"), ("SAP_MessageProcessingLogLevel", "NONE"));

        var record = await _node.Log.NextAsync();
        Assert.Null(record.ApplicationId);
        Assert.Null(record.CorrelationId);
        Assert.Equal((MessageLogLevel.Info, "shop"), (record.Level, record.Sender));
    }

    [Theory]
    [InlineData("SAP_MplCorrelationId", "c-1", "[]", "c-1")]
    [InlineData("X-Correlation-ID", "c-1", "[X-Correlation-ID]", "c-1")]
    [InlineData("X-Correlation-ID", "c-1", "[]", null)]
    [InlineData("SAP_MplCorrelationId", "c 1", "[]", null)]
    public async Task The_correlation_id_of_the_runtime_needs_no_list_and_another_one_does(string name, string value, string allowed, string? expected)
    {
        await _node.DeployAsync($"path: /orders, allowedHeaders: {allowed}", Echo);

        await _node.PostAsync("/t/acme/http/orders", "x", (name, value));

        Assert.Equal(expected, (await _node.Log.NextAsync()).CorrelationId);
    }

    [Theory]
    [InlineData("X-A|X-B", 1)]
    [InlineData("X-A|X-P.*", 0)]
    public void Names_in_one_entry_with_a_bar_are_a_finding_and_a_pattern_is_none(string entry, int findings) =>
        Assert.Equal(findings, TestNode.Findings($"path: /orders, allowedHeaders: [\"{entry}\"]", Echo).Count(finding => finding.Contains("write a list: [X-A, X-B]")));

    [Fact]
    public async Task Headers_of_the_flow_go_back_but_not_those_of_the_runtime_and_of_the_request()
    {
        await _node.DeployAsync(
            "path: /orders, allowedHeaders: [\"*\", Authorization]",
            "- set: { headers: { X-Out: yes, SAP_Inner: no, CamelOwn: no, Connection: close, Content-Type: application/xml } }");

        var answer = await _node.PostAsync("/t/acme/http/orders", "<a/>", ("User-Agent", "shop/1"));

        Assert.Equal("yes", answer.Headers.GetValues("X-Out").Single());
        Assert.Equal("application/xml", answer.Content.Headers.ContentType!.ToString());
        Assert.DoesNotContain(answer.Headers, h => h.Key is "SAP_Inner" or "CamelOwn" or "Connection" or "Authorization" or "User-Agent" or "CamelHttpUrl" or "Server");
    }

    [Theory]
    [InlineData("Ünfug")]
    [InlineData("a b")]
    [InlineData("a:b")]
    [InlineData("a\\r\\nb")]
    public void A_header_that_can_have_no_such_name_is_a_finding(string name) =>
        Assert.Contains("can't be the name of a header", Assert.Single(TestNode.Findings("path: /orders", $"- set: {{ headers: {{ \"{name}\": x }} }}")));

    [Fact]
    public async Task The_list_of_response_headers_limits_what_goes_back()
    {
        await _node.DeployAsync("path: /orders, responseHeaders: [X-One]", "- set: { headers: { X-One: 1, X-Two: 2 } }");

        var answer = await _node.PostAsync("/t/acme/http/orders", "x");

        Assert.True(answer.Headers.Contains("X-One"));
        Assert.False(answer.Headers.Contains("X-Two"));
    }

    [Fact]
    public async Task Non_ASCII_values_survive_both_ways()
    {
        await _node.DeployAsync("path: /orders, allowedHeaders: [X-City]", Echo);
        var raw = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes("Zürich €"));

        var answer = await RawHttp.ExchangeAsync(_node.Address, $"POST /t/acme/http/orders HTTP/1.1\r\nHost: x\r\nAuthorization: {TestNode.Basic(TestNode.Login)}\r\nX-City: {raw}\r\nContent-Length: 1\r\n\r\nx");

        Assert.Contains($"X-City: {raw}\r\n", answer);
    }

    [Theory]
    [InlineData("a\r\nSet-Cookie: x=y")]
    [InlineData("a\nSet-Cookie: x=y")]
    [InlineData("a\rSet-Cookie: x=y")]
    [InlineData("a\0b")]
    [InlineData("a\u0001b")]
    [InlineData("a\u007fb")]
    public async Task A_value_with_a_line_break_or_another_control_character_does_not_leave_and_fails_the_message(string value)
    {
        await _node.DeployAsync("path: /orders", "- set: { headers: { X-Good: yes, X-Bad: \"${body}\" } }");

        var answer = await _node.PostAsync("/t/acme/http/orders", value);

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
        Assert.False(answer.Headers.Contains("X-Good"));
        Assert.Equal("IA3104", (await _node.Log.NextAsync()).Fault!.Code);
    }
}
