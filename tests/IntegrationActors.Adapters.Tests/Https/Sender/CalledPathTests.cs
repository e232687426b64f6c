using IntegrationActors.Adapters.Tests.Support;

namespace IntegrationActors.Adapters.Tests.Https.Sender;

/// <summary>The path of a call as flows read it: what the client encoded can't become another address.</summary>
public sealed class CalledPathTests : IAsyncLifetime
{
    private TestNode _node = null!;

    public async Task InitializeAsync() => _node = await TestNode.StartAsync();

    public async Task DisposeAsync() => await _node.DisposeAsync();

    [Theory]
    [InlineData("/t/acme/http/api/x%3Fadmin=1", "x%3Fadmin=1")]
    [InlineData("/t/acme/http/api/a%20b?c=d", "a%20b")]
    [InlineData("/t/acme/http/api/a%2Fb/c", "a%2Fb/c")]
    [InlineData("/t/acm%65/http/%61pi/v1/%C3%BC", "v1/%C3%BC")]
    [InlineData("/t/acme/http/api/plain/text", "plain/text")]
    [InlineData("/t/acme/http/api", "")]
    [InlineData("/t/acme/http/api/", "")]
    [InlineData("/t/acme/http/other/../api/x%3Fy", "x%3Fy")]
    [InlineData("/t/acme/http/api/%2e%2e/api/b%3Fc", "b%3Fc")]
    [InlineData("http://127.0.0.1/t/acme/http/api/a%3Fb", "a%3Fb")]
    [InlineData("/t/acme/http/api/a#b", "a%23b")]
    [InlineData("/t/acme/http/api/a\"b", "a%22b")]
    public async Task The_part_that_the_star_stands_for_stays_encoded(string target, string expected)
    {
        await _node.DeployAsync("path: /api/*", "- set: { body: \"[${header.CamelHttpPath}]\" }");

        Assert.EndsWith($"\r\n\r\n[{expected}]", await SendAsync(target));
    }

    [Fact]
    public async Task The_address_that_was_called_stays_encoded()
    {
        await _node.DeployAsync("path: /api/*", "- set: { body: \"[${header.CamelHttpUrl}]\" }");

        Assert.EndsWith("[http://127.0.0.1/t/acme/http/api/x%3Fadmin=1]", await SendAsync("/t/acme/http/api/x%3Fadmin=1?a=b"));
    }

    [Fact]
    public async Task A_path_that_is_called_on_adds_no_query_to_the_address_of_the_receiver()
    {
        string? seen = null;
        await using var backend = await Backend.StartAsync(context =>
        {
            seen = $"{context.Request.Path.Value} {context.Request.QueryString}";
            return Task.CompletedTask;
        });
        await _node.DeployAsync("path: /api/*", $"- call: {{ https: {{ url: \"{backend.Address}${{header.CamelHttpPath}}\" }} }}");

        await SendAsync("/t/acme/http/api/x%3Fadmin=1%20y");

        Assert.Equal("/x?admin=1 y ", seen);
        Assert.Equal(1, backend.Calls);
    }

    private Task<string> SendAsync(string target) =>
        RawHttp.ExchangeAsync(_node.Address, $"POST {target} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: {TestNode.Basic(TestNode.Login)}\r\nContent-Length: 1\r\n\r\nx");
}
