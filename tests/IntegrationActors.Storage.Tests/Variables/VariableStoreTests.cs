using IntegrationActors.Core.Stores;
using IntegrationActors.Core.Stores.Variables;
using IntegrationActors.Storage.Quotas;
using IntegrationActors.Storage.Tests.Contents;

namespace IntegrationActors.Storage.Tests.Variables;

public sealed class VariableStoreTests
{
    [Fact]
    public async Task The_last_value_comes_back_with_its_type_after_a_restart_and_scopes_do_not_mix()
    {
        await using var host = new StoreHost();
        await SetAsync(host, StoreScope.Global, "first");
        await SetAsync(host, StoreScope.Global, "2026-03-01T12:00:00Z", VariableType.Time);
        await SetAsync(host, StoreScope.Of("orders"), "7", VariableType.Number);
        await host.ReopenAsync();

        Assert.Equal(("2026-03-01T12:00:00Z", VariableType.Time), await GetAsync(host, StoreScope.Global));
        Assert.Equal(("7", VariableType.Number), await GetAsync(host, StoreScope.Of("orders")));
        Assert.Null(await host.Acme.Variables.GetAsync(StoreScope.Of("other"), "last", CancellationToken.None));
        Assert.Null(await host.Stores.Get("globex").Variables.GetAsync(StoreScope.Global, "last", CancellationToken.None));
    }

    [Fact]
    public async Task Lives_400_days_from_its_last_write_and_is_deleted_then()
    {
        await using var host = new StoreHost();
        await SetAsync(host, StoreScope.Global, "a");
        host.Time.Advance(TimeSpan.FromDays(399));
        await SetAsync(host, StoreScope.Global, "b");
        host.Time.Advance(TimeSpan.FromDays(399));
        Assert.Equal("b", (await GetAsync(host, StoreScope.Global))?.Value);

        host.Time.Advance(TimeSpan.FromDays(1));
        Assert.Null(await GetAsync(host, StoreScope.Global));
        Assert.Empty(await host.Acme.Variables.ListAsync(CancellationToken.None));
        await host.CleanAsync();
        Assert.Equal(0, host.Acme.Contents.Context.Usage[StorageKind.Contents]);
    }

    [Fact]
    public async Task Is_listed_and_deleted()
    {
        await using var host = new StoreHost();
        await SetAsync(host, StoreScope.Global, "a");
        await SetAsync(host, StoreScope.Of("orders"), "b");
        Assert.Equal(["", "orders"], (await host.Acme.Variables.ListAsync(CancellationToken.None)).Select(variable => variable.Scope.Flow));

        Assert.True(await host.Acme.Variables.DeleteAsync(StoreScope.Global, "last", CancellationToken.None));
        Assert.False(await host.Acme.Variables.DeleteAsync(StoreScope.Global, "last", CancellationToken.None));
        Assert.Single(await host.Acme.Variables.ListAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_value_that_is_too_long_is_refused()
    {
        await using var host = new StoreHost();

        Assert.Equal("IA3512", await Bodies.CodeAsync(() => SetAsync(host, StoreScope.Global, new string('x', Variable.LongestValue + 1))));
    }

    private static Task SetAsync(StoreHost host, StoreScope scope, string value, VariableType type = VariableType.Text) =>
        host.Acme.Variables.SetAsync(scope, "last", type, value, CancellationToken.None).AsTask();

    private static async Task<(string Value, VariableType Type)?> GetAsync(StoreHost host, StoreScope scope) =>
        await host.Acme.Variables.GetAsync(scope, "last", CancellationToken.None) is { } variable ? (variable.Value, variable.Type) : null;
}
