using System.Net;
using System.Text;
using IntegrationActors.Adapters.Tests.Support;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Stores;

namespace IntegrationActors.Adapters.Tests.Https.Receiver;

/// <summary>Where a call goes, and with which method.</summary>
public sealed class ReceiverAddressTests : IAsyncLifetime
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
    [InlineData("put", "PUT")]
    [InlineData("", "POST")]
    public async Task The_method_can_come_from_the_message(string given, string expected)
    {
        await DeployAsync("method: \"${header.m}\"", _echo.Address, $"- set: {{ headers: {{ m: \"{given}\" }} }}\n");

        Assert.Equal(expected, Got(await _node.PostAsync("/t/acme/http/orders", "x"), "Method"));
    }

    [Theory]
    [InlineData("FETCH")]
    [InlineData("GET / HTTP/1.1\\r\\nX-Evil: 1")]
    public async Task A_computed_method_that_is_none_is_not_sent(string given)
    {
        await DeployAsync("method: \"${header.m}\"", _echo.Address, $"- set: {{ headers: {{ m: \"{given}\" }} }}\n");

        await _node.PostAsync("/t/acme/http/orders", "x");

        Assert.Equal(("IA3209", 0), ((await _node.Log.NextAsync()).Fault!.Code, _echo.Calls));
    }

    [Fact]
    public async Task Address_and_query_come_from_options_expressions_or_headers_of_the_flow()
    {
        Assert.Equal("/a?b=1", Got(await CallAsync("query: b=1", "x", new Uri(_echo.Address, "a")), "Target"));
        Assert.Equal("/items/7?x=hello", Got(await CallAsync("query: \"x=${body}\"", "hello", new Uri(_echo.Address, "items/${header.id}"), "- set: { headers: { id: 7 } }\n"), "Target"));
        Assert.Equal("/a?x=2", Got(await CallAsync("method: POST", "x", new Uri(_echo.Address, "a"), "- set: { headers: { CamelHttpQuery: \"x=2\" } }\n"), "Target"));
        Assert.Equal("/a?x=2", Got(await CallAsync("query: y=1", "x", new Uri(_echo.Address, "a"), "- set: { headers: { CamelHttpQuery: \"x=2\" } }\n"), "Target"));
        Assert.Equal("/there?y=1", Got(await CallAsync("query: y=1", "x", new Uri("http://127.0.0.1:1/wrong"), $"- set: {{ headers: {{ CamelHttpUri: \"{_echo.Address}there\" }} }}\n"), "Target"));
    }

    [Theory]
    [InlineData("method: POST", "/a")]
    [InlineData("query: y=1", "/a?y=1")]
    public async Task The_query_of_the_client_is_not_forwarded(string option, string expected)
    {
        await DeployAsync(option, new Uri(_echo.Address, "a"));

        Assert.Equal(expected, Got(await _node.PostAsync("/t/acme/http/orders?admin=true", "x"), "Target"));
    }

    [Theory]
    [InlineData("ftp://127.0.0.1/a")]
    [InlineData("//127.0.0.1/a")]
    [InlineData("127.0.0.1")]
    [InlineData("")]
    [InlineData("http://user:pw@127.0.0.1/a")]
    [InlineData("http://127.0.0.1/a b")]
    [InlineData("http://127.0.0.1/a#b")]
    [InlineData("http://127.0.0.1/a\\r\\nX-Evil: 1")]
    [InlineData("http://127.0.0.1/a\\0")]
    [InlineData("http://127.0.0.1\\\\@evil/a")]
    [InlineData("http://127.0.0.1/a?bridgeEndpoint=true")]
    [InlineData("http://127.0.0.1/a?THROWexceptionOnFailure=false")]
    [InlineData("http://127.0.0.1/a/../b")]
    [InlineData("http://127.0.0.1/a/%2E%2e/b")]
    [InlineData("http://127.0.0.1/a/..")]
    [InlineData("http://127.0.0.1/./a?b")]
    [InlineData("http://127.0.0.1:99999/")]
    [InlineData("http://[::1/")]
    [InlineData("http:///a")]
    [InlineData("file:///etc/passwd")]
    [InlineData("gopher://127.0.0.1/")]
    [InlineData("unix:/var/run/docker.sock")]
    public async Task A_computed_address_that_is_none_is_not_called(string address)
    {
        await DeployAsync("method: POST", _echo.Address, $"- set: {{ headers: {{ CamelHttpUri: \"{address}\" }} }}\n");

        await _node.PostAsync("/t/acme/http/orders", "x");

        Assert.Equal("IA3208", (await _node.Log.NextAsync()).Fault!.Code);
    }

    [Theory]
    [InlineData("a\r\nX-Evil: 1")]
    [InlineData("a HTTP/1.1")]
    [InlineData("a\t")]
    [InlineData("a#b")]
    [InlineData("a\0b")]
    [InlineData("a&client=x")]
    public async Task A_computed_query_can_not_become_anything_else(string value)
    {
        await DeployAsync("query: \"x=${body}\"", _echo.Address);

        await _node.PostAsync("/t/acme/http/orders", value);

        Assert.Equal(("IA3208", 0), ((await _node.Log.NextAsync()).Fault!.Code, _echo.Calls));
    }

    [Theory]
    [InlineData("../admin")]
    [InlineData("%2e%2e/admin")]
    [InlineData("a/../../admin")]
    [InlineData("x\r\nX-Evil: 1")]
    public async Task A_value_in_the_path_can_not_lead_out_of_it(string value)
    {
        await DeployAsync("method: POST", new Uri(_echo.Address, "items/${body}"));

        await _node.PostAsync("/t/acme/http/orders", value);

        Assert.Equal(("IA3208", 0), ((await _node.Log.NextAsync()).Fault!.Code, _echo.Calls));
    }

    [Theory]
    [InlineData("url: \"ftp://127.0.0.1\"", "IA1350")]
    [InlineData("url: \"http://u:p@127.0.0.1\"", "IA1350")]
    [InlineData("url: \"http://127.0.0.1?client=x\"", "IA1350")]
    [InlineData("url: \"http://127.0.0.1\", method: POTS", "IA1352")]
    public async Task A_constant_that_is_wrong_is_a_finding_with_its_place(string options, string code)
    {
        var e = await Assert.ThrowsAsync<Core.Diagnostics.DiagnosticException>(() => _node.DeployAsync("path: /orders", $"- call: {{ https: {{ {options} }} }}"));

        Assert.Equal((code, 4), (e.Diagnostics.Single().Code, e.Diagnostics.Single().Span.Line));
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
