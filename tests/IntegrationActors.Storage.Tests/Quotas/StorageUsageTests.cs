using System.Text;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Stores;
using IntegrationActors.Core.Stores.DataStores;
using IntegrationActors.Storage.MessageLog;
using IntegrationActors.Storage.Quotas;
using IntegrationActors.Storage.Tests.Contents;

namespace IntegrationActors.Storage.Tests.Quotas;

public sealed class StorageUsageTests
{
    private static readonly DataStoreName Orders = new("orders", StoreScope.Global);

    [Fact]
    public async Task Over_its_quota_a_tenant_is_refused_with_507_until_it_deletes_and_others_are_not()
    {
        await using var host = new StoreHost(quota: new QuotaOptions { Contents = 100_000 });
        await WriteAsync(host.Acme, "1", new byte[60_000]);
        await host.ReopenAsync();

        var refusal = await Assert.ThrowsAsync<FaultException>(() => WriteAsync(host.Acme, "2", new byte[60_000]));
        Assert.Equal(("IA3504", 507), (refusal.Fault.Code, refusal.Fault.ResponseStatus));
        await WriteAsync(host.Stores.Get("globex"), "2", new byte[60_000]);

        await host.Acme.DataStores.DeleteAsync(Orders, ["1"], CancellationToken.None);
        await WriteAsync(host.Acme, "2", new byte[60_000]);
    }

    [Fact]
    public async Task A_stream_that_outgrows_the_quota_is_refused_midway_and_leaves_nothing()
    {
        await using var host = new StoreHost(quota: new QuotaOptions { Contents = 2_000_000 });
        var body = Payload.FromStream(new MemoryStream(Bodies.Large), null, host.Options.Spool);

        Assert.Equal("IA3504", await Bodies.CodeAsync(() => host.Acme.DataStores.WriteAsync(Orders, new DataStoreEntry { Id = "1", Body = body }, CancellationToken.None).AsTask()));
        await host.CleanAsync();

        Assert.Equal(0, host.Acme.Contents.Context.Usage[StorageKind.Contents]);
    }

    [Fact]
    public async Task What_was_rolled_back_is_not_counted_after_the_next_look()
    {
        await using var host = new StoreHost();
        var context = host.Acme.Contents.Context;

        await Assert.ThrowsAsync<InvalidOperationException>(() => context.WriteAsync<bool>(connection =>
        {
            context.Usage.Adjust(connection, StorageKind.Contents, 500);
            throw new InvalidOperationException();
        }));
        await context.Usage.RefreshAsync(context.Database, CancellationToken.None);

        Assert.Equal(0, context.Usage[StorageKind.Contents]);
    }

    [Fact]
    public async Task Captured_content_beyond_its_budget_is_left_out_with_a_note_and_retention_makes_room_from_the_oldest()
    {
        await using var host = new StoreHost(quota: new QuotaOptions { Traces = 100_000 });
        var first = await TracedAsync(host);
        await TracedAsync(host);
        var beyond = await TracedAsync(host);

        var left = Assert.Single(await host.Acme.Messages.TraceAsync(beyond.Id, CancellationToken.None));
        Assert.Equal((0, 45_000), (left.Body.Length, left.BodyLength));
        Assert.Equal(TraceRows.DroppedHeader, Assert.Single(left.Headers).Key);

        await host.CleanAsync();
        Assert.Empty(await host.Acme.Messages.TraceAsync(first.Id, CancellationToken.None));
        var next = await TracedAsync(host);
        Assert.Equal(45_000, Assert.Single(await host.Acme.Messages.TraceAsync(next.Id, CancellationToken.None)).Body.Length);
    }

    private static async Task<MessageRecord> TracedAsync(StoreHost host)
    {
        var record = host.Record(level: MessageLogLevel.Trace);
        record.Trace = [new TraceEntry(0, 0, "before", [], [], Encoding.UTF8.GetBytes(new string('x', 45_000)), 45_000)];
        host.Log(record);
        await host.StatusAsync(record);
        return record;
    }

    private static Task WriteAsync(TenantStore store, string id, byte[] body) =>
        store.DataStores.WriteAsync(Orders, new DataStoreEntry { Id = id, Body = Payload.FromBytes(body) }, CancellationToken.None).AsTask();
}
