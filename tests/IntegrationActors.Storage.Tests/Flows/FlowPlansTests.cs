using IntegrationActors.Storage.Flows;

namespace IntegrationActors.Storage.Tests.Flows;

public sealed class FlowPlansTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Each_version_of_a_flow_has_its_own_nodes(DatabaseKind database)
    {
        await using var host = new StoreHost(database);
        FlowPlanNode[] first = [new("set", "set1", "orders.flow.yaml(10,5)"), new("call", "érp", "orders.flow.yaml(12,5)")];
        FlowPlanNode[] second = [new("log", "log1", "orders.flow.yaml(9,5)")];

        await host.Acme.Plans.PutAsync("orders", 1, first);
        await host.Acme.Plans.PutAsync("orders", 2, second);
        await host.ReopenAsync();

        Assert.Equal(first, await host.Acme.Plans.GetAsync("orders", 1, CancellationToken.None));
        Assert.Equal(second, await host.Acme.Plans.GetAsync("orders", 2, CancellationToken.None));
        Assert.Null(await host.Acme.Plans.GetAsync("orders", 3, CancellationToken.None));
    }
}
