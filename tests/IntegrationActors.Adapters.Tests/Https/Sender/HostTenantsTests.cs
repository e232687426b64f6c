using System.Net;
using IntegrationActors.Adapters.Tests.Support;

namespace IntegrationActors.Adapters.Tests.Https.Sender;

/// <summary>Host names that belong to tenants.</summary>
public sealed class HostTenantsTests : IAsyncLifetime
{
    private TestNode _node = null!;

    public async Task InitializeAsync()
    {
        _node = await TestNode.StartAsync(new Dictionary<string, string> { ["orders.Example.org"] = "acme", ["globex.example.org"] = "globex" });
        await _node.DeployAsync("path: /orders, authentication: none", "- set: { body: \"acme ${header.CamelHttpUrl} ${header.CamelHttpPath}\" }");
        await _node.DeployAsync("path: /api/*, authentication: none", "- set: { body: \"acme [${header.CamelHttpPath}]\" }", flow: "api");
        await _node.DeployAsync("path: /orders, authentication: none", "- set: { body: \"globex\" }", tenant: "globex");
    }

    public async Task DisposeAsync() => await _node.DisposeAsync();

    [Theory]
    [InlineData("orders.example.org")]
    [InlineData("ORDERS.example.ORG")]
    [InlineData("orders.example.org:8080")]
    [InlineData("orders.example.org.")]
    [InlineData("orders.example.org.:443")]
    public async Task On_its_host_name_a_tenant_is_reached_without_its_name_in_the_path(string host)
    {
        var answer = await SendAsync("/http/orders", host);

        Assert.StartsWith("HTTP/1.1 200", answer);
        Assert.Contains($"acme http://{host}/http/orders", answer);
    }

    [Fact]
    public async Task The_rest_of_the_path_and_the_full_path_work_on_a_host_name_too()
    {
        Assert.EndsWith("acme [v1/items]", await SendAsync("/http/api/v1/items", "orders.example.org"));
        Assert.EndsWith("acme [v1]", await SendAsync("/t/acme/http/api/v1", "orders.example.org"));
    }

    [Theory]
    [InlineData("other.example.org")]
    [InlineData("example.org")]
    [InlineData("x.orders.example.org")]
    [InlineData("orders.example.org.evil.example")]
    [InlineData("127.0.0.1")]
    public async Task A_host_name_that_belongs_to_nobody_is_told_so(string host)
    {
        var answer = await SendAsync("/http/orders", host);

        Assert.StartsWith("HTTP/1.1 404", answer);
        Assert.Contains("This host name belongs to no tenant", answer);
    }

    [Theory]
    [InlineData("/t/globex/http/orders", "orders.example.org")]
    [InlineData("/t/acme/http/orders", "globex.example.org")]
    [InlineData("/t/acme/../globex/http/orders", "orders.example.org")]
    [InlineData("/t/acme/http/../../globex/http/orders", "orders.example.org")]
    [InlineData("/http/../t/globex/http/orders", "orders.example.org:443")]
    [InlineData("/t/globex%2Fhttp/orders", "orders.example.org")]
    [InlineData("http://orders.example.org/t/globex/http/orders", "orders.example.org")]
    public async Task On_the_host_name_of_a_tenant_no_other_tenant_is_reached(string target, string host)
    {
        var answer = await SendAsync(target, host);

        Assert.StartsWith("HTTP/1.1 404", answer);
        Assert.Equal(0, _node.Log.Begun);
    }

    [Theory]
    [InlineData("http://globex.example.org/http/orders", "orders.example.org")]
    [InlineData("http://globex.example.org/t/globex/http/orders", "orders.example.org")]
    [InlineData("/http/orders", "orders.example.org\r\nHost: globex.example.org")]
    [InlineData("/http/orders", "globex.example.org, orders.example.org")]
    [InlineData("/http/orders", "orders.example.org/globex")]
    [InlineData("/http/orders", "x@orders.example.org")]
    [InlineData("/http/orders", "orders.example.org:80:80")]
    public async Task Two_host_names_in_one_request_are_refused(string target, string host)
    {
        var answer = await SendAsync(target, host);

        Assert.StartsWith("HTTP/1.1 400", answer);
        Assert.Equal(0, _node.Log.Begun);
    }

    [Theory]
    [InlineData("http://globex.example.org@orders.example.org/http/orders")]
    [InlineData("http://orders.example.org:80/http/orders?globex.example.org")]
    [InlineData("http://orders.example.org/http/orders#globex.example.org")]
    public async Task A_target_with_another_name_in_it_leads_to_the_host_that_it_names_or_nowhere(string target)
    {
        var answer = await SendAsync(target, target.Contains(":80", StringComparison.Ordinal) ? "orders.example.org:80" : "orders.example.org");

        Assert.Matches("^HTTP/1.1 (200|400|404)", answer);
        Assert.DoesNotContain("\r\n\r\nglobex", answer);
    }

    [Fact]
    public async Task Headers_of_proxies_do_not_choose_the_tenant()
    {
        var answer = await SendAsync("/http/orders", "orders.example.org\r\nX-Forwarded-Host: globex.example.org\r\nForwarded: host=globex.example.org");

        Assert.Contains("acme http://orders.example.org/http/orders", answer);
    }

    [Fact]
    public async Task On_other_host_names_the_path_names_the_tenant()
    {
        Assert.EndsWith("globex", await SendAsync("/t/globex/http/orders", "127.0.0.1"));
        Assert.Contains("acme ", await SendAsync("/t/acme/http/orders", "127.0.0.1"));
    }

    private Task<string> SendAsync(string target, string host) => RawHttp.ExchangeAsync(_node.Address, $"POST {target} HTTP/1.1\r\nHost: {host}\r\nContent-Length: 1\r\n\r\nx");
}
