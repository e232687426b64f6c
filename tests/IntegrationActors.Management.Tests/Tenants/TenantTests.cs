using System.Net;

namespace IntegrationActors.Management.Tests.Tenants;

public sealed class TenantTests : IAsyncLifetime
{
    private ManagementHost _host = null!;

    public async Task InitializeAsync() => _host = await ManagementHost.StartAsync();

    public Task DisposeAsync() => _host.DisposeAsync().AsTask();

    [Fact]
    public async Task A_tenant_is_created_once_and_listed()
    {
        var first = await _host.Local.PutAsync("/api/v1/tenants/acme", null);
        var second = await _host.Local.PutAsync("/api/v1/tenants/acme", null);
        var listed = await _host.Local.GetAsync("/api/v1/tenants").OkAsync();

        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        Assert.Equal(["acme", "demo"], listed["items"]!.AsArray().Select(t => (string?)t!["name"]));
    }

    [Theory]
    [InlineData("Acme")]
    [InlineData("1acme")]
    [InlineData("a_b")]
    [InlineData("..%2Fdemo")]
    public async Task A_name_that_is_none_is_refused(string name) =>
        await _host.Local.PutAsync($"/api/v1/tenants/{name}", null).ProblemAsync(HttpStatusCode.BadRequest);

    [Theory]
    [InlineData("messages")]
    [InlineData("clients")]
    [InlineData("credentials")]
    [InlineData("flows")]
    public async Task Nothing_of_an_unknown_tenant_is_found(string what) =>
        await _host.Local.GetAsync($"/api/v1/tenants/nobody/{what}").ProblemAsync(HttpStatusCode.NotFound);
}
