using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Stores;
using IntegrationActors.Core.Stores.DataStores;
using IntegrationActors.Storage.Tests.Contents;

namespace IntegrationActors.Storage.Tests.DataStores;

public sealed class DataStoreLeaseTests
{
    private static readonly DataStoreName Orders = new("orders", StoreScope.Of("flow"));
    private static readonly TimeSpan LockTimeout = TimeSpan.FromMinutes(10);

    [Fact]
    public async Task Of_many_takers_each_entry_goes_to_one()
    {
        await using var host = new StoreHost();
        for (var i = 0; i < 100; i++)
        {
            await WriteAsync(host, $"{i}");
        }

        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            var ids = new List<string>();
            while (await TakeAsync(host, 3) is { Count: > 0 } leases)
            {
                ids.AddRange(leases.Select(lease => lease.Entry.Id));
            }

            return ids;
        })));

        Assert.Equal(Enumerable.Range(0, 100).Select(i => $"{i}").Order(), taken.SelectMany(ids => ids).Order());
    }

    [Fact]
    public async Task What_is_completed_is_gone_and_what_failed_comes_again_when_its_pause_is_over()
    {
        await using var host = new StoreHost();
        await WriteAsync(host, "1");
        await WriteAsync(host, "2");
        var leases = await TakeAsync(host, 10);
        Assert.Equal(["1", "2"], leases.Select(lease => lease.Entry.Id));

        await leases[0].CompleteAsync(CancellationToken.None);
        await leases[1].FailAsync(host.Time.GetUtcNow() + TimeSpan.FromMinutes(1), CancellationToken.None);

        Assert.Empty(await TakeAsync(host, 10));
        host.Time.Advance(TimeSpan.FromMinutes(1));
        var again = Assert.Single(await TakeAsync(host, 10));
        Assert.Equal(("2", 1, "body 2"), (again.Entry.Id, again.Retries, await Bodies.TextAsync(again.Entry.Body)));
    }

    [Fact]
    public async Task After_the_lock_timeout_another_gets_it_as_a_further_try_and_the_first_one_can_settle_nothing()
    {
        await using var host = new StoreHost();
        await WriteAsync(host, "1");
        var first = Assert.Single(await TakeAsync(host, 1));
        await host.ReopenAsync();
        host.Time.Advance(LockTimeout - TimeSpan.FromSeconds(1));
        Assert.Empty(await TakeAsync(host, 1));

        host.Time.Advance(TimeSpan.FromSeconds(1));
        var second = Assert.Single(await TakeAsync(host, 1));

        Assert.Equal(1, second.Retries);
        Assert.True((await host.Acme.DataStores.ListEntriesAsync(Orders, "", 10, CancellationToken.None))[0].IsTaken);
        await second.CompleteAsync(CancellationToken.None);
        Assert.Equal("IA3505", await Bodies.CodeAsync(() => second.CompleteAsync(CancellationToken.None).AsTask()));
        Assert.Equal(0, first.Retries);
    }

    [Fact]
    public async Task A_stale_holder_settles_nothing()
    {
        await using var host = new StoreHost();
        await WriteAsync(host, "1");
        var stale = Assert.Single(await TakeAsync(host, 1));
        host.Time.Advance(LockTimeout);
        var current = Assert.Single(await TakeAsync(host, 1));

        Assert.Equal("IA3505", await Bodies.CodeAsync(() => stale.CompleteAsync(CancellationToken.None).AsTask()));
        Assert.Equal("IA3505", await Bodies.CodeAsync(() => stale.FailAsync(host.Time.GetUtcNow(), CancellationToken.None).AsTask()));
        await stale.ReleaseAsync();
        Assert.Empty(await TakeAsync(host, 1));
        await current.CompleteAsync(CancellationToken.None);
        Assert.Empty(await host.Acme.DataStores.ListAsync(CancellationToken.None));
    }

    [Fact]
    public async Task What_is_overwritten_while_it_is_processed_is_processed_again_with_its_new_content_and_not_before()
    {
        await using var host = new StoreHost();
        await WriteAsync(host, "1");
        var lease = Assert.Single(await TakeAsync(host, 1));
        await host.Acme.DataStores.WriteAsync(Orders, new DataStoreEntry { Id = "1", Body = Payload.FromText("new"), Overwrite = true }, CancellationToken.None);
        Assert.Empty(await TakeAsync(host, 1));

        await lease.CompleteAsync(CancellationToken.None);

        var again = Assert.Single(await TakeAsync(host, 1));
        Assert.Equal(("new", 0), (await Bodies.TextAsync(again.Entry.Body), again.Retries));
    }

    [Fact]
    public async Task What_is_given_back_can_be_taken_at_once_and_counts_no_try()
    {
        await using var host = new StoreHost();
        await WriteAsync(host, "1");

        await Assert.Single(await TakeAsync(host, 1)).ReleaseAsync();

        Assert.Equal(0, Assert.Single(await TakeAsync(host, 1)).Retries);
    }

    [Theory]
    [InlineData(0, 10)]
    [InlineData(101, 10)]
    [InlineData(1, 0)]
    [InlineData(1, 301)]
    public async Task What_is_out_of_range_is_refused(int most, int minutes)
    {
        await using var host = new StoreHost();

        Assert.Equal("IA3512", await Bodies.CodeAsync(() => host.Acme.DataStores.TakeAsync(Orders, most, TimeSpan.FromMinutes(minutes), CancellationToken.None).AsTask()));
    }

    private static Task WriteAsync(StoreHost host, string id) =>
        host.Acme.DataStores.WriteAsync(Orders, new DataStoreEntry { Id = id, Body = Payload.FromText($"body {id}") }, CancellationToken.None).AsTask();

    private static async Task<IReadOnlyList<IDataStoreLease>> TakeAsync(StoreHost host, int most) => await host.Acme.DataStores.TakeAsync(Orders, most, LockTimeout, CancellationToken.None);
}
