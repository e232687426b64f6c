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

    [Fact]
    public async Task A_tenant_is_deleted_when_its_name_is_given_twice()
    {
        await _host.Local.PutAsync("/api/v1/tenants/acme", null);

        await _host.Local.DeleteAsync("/api/v1/tenants/acme").ProblemAsync(HttpStatusCode.BadRequest);
        await _host.Local.DeleteAsync("/api/v1/tenants/acme?confirm=demo").ProblemAsync(HttpStatusCode.BadRequest);
        await _host.Local.DeleteAsync("/api/v1/tenants/acme?confirm=acme").OkAsync();

        await _host.Local.GetAsync("/api/v1/tenants/acme").ProblemAsync(HttpStatusCode.NotFound);
        await _host.Local.DeleteAsync("/api/v1/tenants/acme?confirm=acme").ProblemAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_token_of_one_tenant_can_not_delete_it_and_goes_with_it()
    {
        var made = await _host.Local.PostAsync("/api/v1/tokens", Calls.Json("""{"name":"ci","tenant":"demo"}""")).OkAsync();
        using var own = new HttpRequestMessage(HttpMethod.Delete, "/api/v1/tenants/demo?confirm=demo");
        own.Headers.Authorization = new("Bearer", (string)made["token"]!);

        await _host.Remote.SendAsync(own).ProblemAsync(HttpStatusCode.Forbidden);
        await _host.Local.DeleteAsync("/api/v1/tenants/demo?confirm=demo").OkAsync();

        Assert.Empty((await _host.Local.GetAsync("/api/v1/tokens").OkAsync())["items"]!.AsArray());
    }

    [Theory]
    [InlineData("messages")]
    [InlineData("clients")]
    [InlineData("credentials")]
    [InlineData("flows")]
    public async Task Nothing_of_an_unknown_tenant_is_found(string what) =>
        await _host.Local.GetAsync($"/api/v1/tenants/nobody/{what}").ProblemAsync(HttpStatusCode.NotFound);
}
