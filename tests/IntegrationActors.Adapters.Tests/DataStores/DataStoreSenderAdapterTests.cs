using IntegrationActors.Adapters.Tests.Support;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Stores;
using IntegrationActors.Core.Stores.DataStores;

namespace IntegrationActors.Adapters.Tests.DataStores;

public sealed class DataStoreSenderAdapterTests : IAsyncLifetime
{
    private static readonly DataStoreName Global = new("invoices", StoreScope.Global);
    private static readonly DataStoreName Own = new("invoices", StoreScope.Of("orders"));

    private TestNode _node = null!;

    public async Task InitializeAsync() => _node = await TestNode.StartAsync();

    public async Task DisposeAsync() => await _node.DisposeAsync();

    [Fact]
    public async Task An_entry_runs_and_is_deleted()
    {
        var writer = MessageId.Create(TimeProvider.System.GetUtcNow());
        await WriteAsync(Global, "4711", "hello", writer);

        var deployment = await DeployAsync("name: invoices, visibility: global", "  - log: \"${body} ${header.SapDataStoreId} ${header.SAP_DataStoreRetries}\"");
        var record = await _node.Log.NextAsync();
        await deployment.StopAsync();

        Assert.Equal((MessageStatus.Completed, writer), (record.Status, record.Predecessor));
        Assert.Equal("hello 4711 0", Assert.Single(_node.Lines));
        Assert.Equal(0, _node.DataStores.Waiting(Global));
    }

    [Fact]
    public async Task An_entry_that_fails_is_logged_RETRY_under_one_id_and_tried_again_later()
    {
        await WriteAsync(Own, "1", "a");
        var began = TimeProvider.System.GetUtcNow();

        await DeployAsync("name: invoices, retryInterval: 10m, batch: 1", "  - fail: no\ntrack: { retries: \"${header.SAP_DataStoreRetries}\" }");
        var records = new[] { await _node.Log.NextAsync(), await _node.Log.NextAsync() };

        Assert.All(records, record => Assert.Equal((MessageStatus.Retry, records[0].Id), (record.Status, record.Id)));
        Assert.Equal(["0", "1"], records.Select(r => Assert.Single(r.Keys).Value));
        Assert.InRange(_node.DataStores.Retries.First() - began, TimeSpan.FromMinutes(8.9), TimeSpan.FromMinutes(11.5));
    }

    [Fact]
    public async Task Entries_of_one_batch_run_under_ids_of_their_own()
    {
        await WriteAsync(Own, "1", "a");
        await WriteAsync(Own, "2", "b");

        var deployment = await DeployAsync("name: invoices", "  - end");
        var records = new[] { await _node.Log.NextAsync(), await _node.Log.NextAsync() };
        await deployment.StopAsync();

        Assert.Equal(2, records.Select(r => r.Id).Distinct().Count());
        Assert.Equal(0, _node.DataStores.Waiting(Own));
    }

    [Theory]
    [InlineData("name: \"a b\"", "without blanks")]
    [InlineData("name: a, pollInterval: 301s", "pollInterval")]
    [InlineData("name: a, lockTimeout: 30s", "lockTimeout")]
    public void What_is_out_of_range_is_a_finding(string channel, string said)
    {
        Assert.Contains(said, Assert.Single(TestNode.FindingsOf($"flow: orders\nfrom: {{ dataStore: {{ {channel} }} }}\nsteps:\n  - end")));
    }

    private Task<Deployment> DeployAsync(string channel, string rest) => _node.DeployTextAsync($"flow: orders\nfrom: {{ dataStore: {{ {channel} }} }}\nsteps:\n{rest}");

    private ValueTask WriteAsync(DataStoreName store, string id, string body, MessageId? message = null) =>
        _node.DataStores.WriteAsync(store, new DataStoreEntry { Id = id, Body = Payload.FromText(body), Message = message }, CancellationToken.None);
}
