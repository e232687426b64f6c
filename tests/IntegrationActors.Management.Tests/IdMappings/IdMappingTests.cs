using System.Net;
using IntegrationActors.Core.Stores;
using IntegrationActors.Core.Stores.IdMapping;

namespace IntegrationActors.Management.Tests.IdMappings;

public sealed class IdMappingTests : IAsyncLifetime
{
    private const string Orders = $"{Calls.Demo}/id-mappings/orders";
    private ManagementHost _host = null!;

    public async Task InitializeAsync() => _host = await ManagementHost.StartAsync();

    public Task DisposeAsync() => _host.DisposeAsync().AsTask();

    [Fact]
    public async Task An_id_is_found_from_both_sides()
    {
        await _host.Store.IdMapping.MapAsync(new("orders", StoreScope.Global), "4711", "guid-1", null, default);

        var bySource = await _host.Local.GetAsync($"{Orders}?source=4711").OkAsync();
        var byTarget = await _host.Local.GetAsync($"{Orders}?target=guid-1").OkAsync();

        Assert.Equal("""{"items":[{"context":"orders","source":"4711","target":"guid-1"}]}""", bySource.ToJsonString());
        Assert.Equal(bySource.ToJsonString(), byTarget.ToJsonString());
    }

    [Fact]
    public async Task What_one_flow_maps_is_found_with_its_name_alone()
    {
        await _host.Store.IdMapping.MapAsync(new("orders", StoreScope.Of("import")), "a/b", "guid-2", null, default);

        Assert.Empty((await _host.Local.GetAsync($"{Orders}?source=a%2Fb").OkAsync())["items"]!.AsArray());
        Assert.Equal("guid-2", (string?)(await _host.Local.GetAsync($"{Orders}?source=a%2Fb&flow=import").OkAsync())["items"]![0]!["target"]);
    }

    [Fact]
    public async Task A_deleted_mapping_is_gone()
    {
        await _host.Store.IdMapping.MapAsync(new("orders", StoreScope.Of("import")), "a/b", "guid-2", null, default);

        await _host.Local.DeleteAsync($"{Orders}/a%2Fb?flow=import").OkAsync();

        await _host.Local.DeleteAsync($"{Orders}/a%2Fb?flow=import").ProblemAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Which_id_is_looked_for_must_be_said()
    {
        await _host.Local.GetAsync(Orders).ProblemAsync(HttpStatusCode.BadRequest);
        await _host.Local.GetAsync($"{Orders}?source=1&target=2").ProblemAsync(HttpStatusCode.BadRequest);
    }
}
