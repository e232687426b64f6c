using System.Net;
using IntegrationActors.Core.Stores;
using IntegrationActors.Core.Stores.Variables;

namespace IntegrationActors.Management.Tests.Variables;

public sealed class VariableTests : IAsyncLifetime
{
    private const string Variables = $"{Calls.Demo}/variables";
    private ManagementHost _host = null!;

    public async Task InitializeAsync() => _host = await ManagementHost.StartAsync();

    public Task DisposeAsync() => _host.DisposeAsync().AsTask();

    [Fact]
    public async Task Variables_of_flows_and_of_all_are_listed_without_their_values()
    {
        await SetAsync(StoreScope.Global, "currency", "EUR");
        await SetAsync(StoreScope.Of("orders"), "lastRun", "2026-11-23");

        var listed = await _host.Local.GetAsync(Variables).OkAsync();

        Assert.Equal([("currency", null), ("lastRun", "orders")], listed["items"]!.AsArray().Select(v => ((string)v!["name"]!, (string?)v["flow"])));
        Assert.DoesNotContain("EUR", listed.ToJsonString());
    }

    [Fact]
    public async Task A_value_is_shown_with_the_flow_that_it_belongs_to_and_reading_it_is_audited()
    {
        await SetAsync(StoreScope.Global, "last/run at", "of all");
        await SetAsync(StoreScope.Of("orders"), "last/run at", "of orders");

        var ofAll = await _host.Local.GetAsync($"{Variables}/last%2Frun%20at").OkAsync();
        var ofFlow = await _host.Local.GetAsync($"{Variables}/last%2Frun%20at?flow=orders").OkAsync();

        Assert.Equal(("of all", "of orders"), ((string)ofAll["value"]!, (string)ofFlow["value"]!));
        Assert.Equal("2027-12-28T12:00:00+00:00", (string)ofFlow["expires"]!);
        Assert.Equal(2, _host.Log.Audit.Count(l => l.Contains("getVariable", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_variable_that_is_set_is_what_flows_read()
    {
        await _host.Local.PutAsync($"{Variables}/lastRun?flow=orders", Calls.Json("""{"value":"2026-01-01T00:00:00Z","type":"Time"}""")).OkAsync();

        var read = await _host.Store.Variables.GetAsync(StoreScope.Of("orders"), "lastRun", default);

        Assert.Equal(("2026-01-01T00:00:00Z", VariableType.Time), (read!.Value, read.Type));
    }

    [Fact]
    public async Task A_deleted_variable_is_gone_and_another_of_its_name_stays()
    {
        await SetAsync(StoreScope.Global, "currency", "EUR");
        await SetAsync(StoreScope.Of("orders"), "currency", "CHF");

        await _host.Local.DeleteAsync($"{Variables}/currency?flow=orders").OkAsync();

        await _host.Local.GetAsync($"{Variables}/currency?flow=orders").ProblemAsync(HttpStatusCode.NotFound);
        Assert.Equal("EUR", (string?)(await _host.Local.GetAsync($"{Variables}/currency").OkAsync())["value"]);
    }

    [Fact]
    public async Task What_is_too_large_for_a_variable_is_refused_with_what_to_do()
    {
        var refused = await _host.Local.PutAsync($"{Variables}/{new string('x', 256)}", Calls.Json("""{"value":"1"}""")).ProblemAsync(HttpStatusCode.BadRequest);

        Assert.Contains("needs 1 to 255", (string?)refused["detail"]);
    }

    private async Task SetAsync(StoreScope scope, string name, string value) => await _host.Store.Variables.SetAsync(scope, name, VariableType.Text, value, default);
}
