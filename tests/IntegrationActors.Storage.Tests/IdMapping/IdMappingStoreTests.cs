using IntegrationActors.Core.Stores;
using IntegrationActors.Core.Stores.IdMapping;
using IntegrationActors.Storage.Tests.Contents;

namespace IntegrationActors.Storage.Tests.IdMapping;

public sealed class IdMappingStoreTests
{
    private static readonly IdMappingContext Orders = new("orders", StoreScope.Global);

    [Fact]
    public async Task An_id_keeps_its_first_target_and_is_found_from_both_sides_after_a_restart()
    {
        await using var host = new StoreHost();
        Assert.Equal("A", await MapAsync(host, "1", "A"));
        Assert.Equal("A", await MapAsync(host, "1", "B"));
        Assert.Equal("A", await MapAsync(host, "2", "A"));
        await host.ReopenAsync();

        var mapping = host.Acme.IdMapping;
        Assert.Equal("A", await mapping.FindTargetAsync(Orders, "1", CancellationToken.None));
        Assert.Equal(["1", "2"], await mapping.FindSourcesAsync(Orders, "A", CancellationToken.None));
        Assert.Null(await mapping.FindTargetAsync(Orders with { Scope = StoreScope.Of("flow") }, "1", CancellationToken.None));
        Assert.Null(await mapping.FindTargetAsync(new IdMappingContext("other", StoreScope.Global), "1", CancellationToken.None));
    }

    [Fact]
    public async Task All_who_map_one_id_at_once_get_the_same_target()
    {
        await using var host = new StoreHost();

        var targets = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => MapAsync(host, "1", $"target {i}"))));

        Assert.Single(targets.Distinct());
    }

    [Fact]
    public async Task Expires_after_30_days_without_use_and_then_takes_a_new_target()
    {
        await using var host = new StoreHost();
        await MapAsync(host, "1", "A");
        await MapAsync(host, "2", "A");
        host.Time.Advance(TimeSpan.FromDays(20));
        await MapAsync(host, "1", "B");
        host.Time.Advance(TimeSpan.FromDays(20));

        await host.CleanAsync();
        Assert.Equal(["1"], await host.Acme.IdMapping.FindSourcesAsync(Orders, "A", CancellationToken.None));
        host.Time.Advance(TimeSpan.FromDays(11));
        Assert.Null(await host.Acme.IdMapping.FindTargetAsync(Orders, "1", CancellationToken.None));
        Assert.Equal("C", await MapAsync(host, "1", "C"));
        Assert.True(await host.Acme.IdMapping.DeleteAsync(Orders, "1", CancellationToken.None));
        Assert.False(await host.Acme.IdMapping.DeleteAsync(Orders, "1", CancellationToken.None));
    }

    private static Task<string> MapAsync(StoreHost host, string source, string target) => host.Acme.IdMapping.MapAsync(Orders, source, target, null, CancellationToken.None).AsTask();
}
