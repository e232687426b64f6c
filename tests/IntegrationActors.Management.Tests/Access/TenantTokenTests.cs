using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace IntegrationActors.Management.Tests.Access;

/// <summary>A token for tenant demo, next to a tenant competitor.</summary>
public sealed partial class TenantTokenTests : IAsyncLifetime
{
    private ManagementHost _host = null!;

    public async Task InitializeAsync()
    {
        _host = await ManagementHost.StartAsync();
        await _host.Control.CreateTenantAsync("competitor", CancellationToken.None);
        await _host.Local.PostAsync("/api/v1/tenants/competitor/clients", Calls.Json("""{"id":"client-of-competitor"}""")).OkAsync();
        await _host.Local.PostAsync("/api/v1/tokens", Calls.Json("""{"name":"pipeline-of-competitor","tenant":"competitor"}""")).OkAsync();
        await _host.Local.PostAsync("/api/v1/tokens", Calls.Json("""{"name":"token-of-all"}""")).OkAsync();
        var token = await _host.Local.PostAsync("/api/v1/tokens", Calls.Json("""{"name":"ci","tenant":"demo"}""")).OkAsync();
        _host.Remote.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string?)token["token"]);
    }

    public Task DisposeAsync() => _host.DisposeAsync().AsTask();

    [Fact]
    public async Task Another_tenant_is_on_no_route_told_from_one_that_does_not_exist()
    {
        var routes = _host.Routes.Where(r => r.Path.Contains("{tenant}")).ToList();

        Assert.True(routes.Count > 15, $"{routes.Count} routes");
        foreach (var (method, path) in routes)
        {
            var other = await SendAsync(method, path, "competitor");
            var nowhere = await SendAsync(method, path, "nowhere");

            Assert.True(other.Status == HttpStatusCode.NotFound, $"{method} {path}: {other.Status} {other.Text}");
            Assert.Contains("\"there is no tenant 'competitor'\"", other.Text);
            Assert.Equal(nowhere.Text.Replace("nowhere", "competitor"), other.Text);
        }
    }

    [Fact]
    public async Task No_route_outside_of_tenants_shows_anything_of_another()
    {
        var routes = _host.Routes.Where(r => !r.Path.Contains("{tenant}")).ToList();

        Assert.True(routes.Count > 8, $"{routes.Count} routes");
        foreach (var (method, path) in routes)
        {
            var answer = await SendAsync(method, path, "");

            Assert.False(answer.Text.Contains("competitor") || answer.Text.Contains("token-of-all"), $"{method} {path}: {answer.Text}");
        }
    }

    [Fact]
    public async Task Its_own_tenant_is_open()
    {
        await _host.Remote.PostAsync($"{Calls.Demo}/clients", Calls.Json("""{"id":"shop"}""")).OkAsync();
        var clients = await _host.Remote.GetAsync($"{Calls.Demo}/clients").OkAsync();
        var tenants = await _host.Remote.GetAsync("/api/v1/tenants").OkAsync();
        var tokens = await _host.Remote.GetAsync("/api/v1/tokens").OkAsync();

        Assert.Equal("shop", (string?)clients["items"]![0]!["id"]);
        Assert.Equal(["demo"], tenants["items"]!.AsArray().Select(t => (string)t!["name"]!));
        Assert.Equal(["ci"], tokens["items"]!.AsArray().Select(t => (string)t!["name"]!));
    }

    [Fact]
    public async Task It_gives_and_revokes_tokens_of_its_own_tenant_alone()
    {
        var child = await _host.Remote.PostAsync("/api/v1/tokens", Calls.Json("""{"name":"child"}""")).OkAsync();
        await _host.Remote.PostAsync("/api/v1/tokens", Calls.Json("""{"name":"child","tenant":"competitor"}""")).ProblemAsync(HttpStatusCode.NotFound);
        await _host.Remote.DeleteAsync("/api/v1/tokens/1").ProblemAsync(HttpStatusCode.NotFound);

        Assert.Equal("demo", (string?)child["tenant"]);
        await _host.Remote.DeleteAsync($"/api/v1/tokens/{child["id"]}").OkAsync();
    }

    [Fact]
    public async Task What_shows_all_tenants_is_closed_to_it()
    {
        var problem = await _host.Remote.GetAsync("/administrators-only").ProblemAsync(HttpStatusCode.Forbidden);

        Assert.Equal("IA2015", (string?)problem["code"]);
        Assert.Equal("all tenants", await _host.Local.GetStringAsync("/administrators-only"));
    }

    [Fact]
    public async Task A_token_for_a_tenant_that_does_not_exist_is_refused() =>
        await _host.Local.PostAsync("/api/v1/tokens", Calls.Json("""{"name":"ci","tenant":"nowhere"}""")).ProblemAsync(HttpStatusCode.NotFound);

    // Each with a body that the route reads, so that no answer is about the body.
    private async Task<(HttpStatusCode Status, string Text)> SendAsync(string method, string path, string tenant)
    {
        var filled = Calls.Fill(path.Replace("{tenant}", tenant));
        var request = new HttpRequestMessage(new HttpMethod(method), filled);
        if (method is "PUT" or "POST")
        {
            request.Content = filled.EndsWith("flows/1") || filled.EndsWith("deployments") || filled.EndsWith("lint") ? Calls.Yaml("flow: x") : Calls.Json("{}");
        }

        using var answer = await _host.Remote.SendAsync(request);
        return (answer.StatusCode, TraceId().Replace(await answer.Content.ReadAsStringAsync(), ""));
    }

    [GeneratedRegex("\"traceId\":\"[^\"]+\"")]
    private static partial Regex TraceId();
}
