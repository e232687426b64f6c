using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Stores.Queues;
using IntegrationActors.Storage.Database;
using IntegrationActors.Storage.Queues;
using static IntegrationActors.Storage.Tests.Queues.QueueCluster;

namespace IntegrationActors.Storage.Tests.Queues;

/// <summary>Who has a message: order of exclusive queues, nodes that die, messages that kill.</summary>
public sealed class QueueOwnershipTests
{
    private static readonly Fault Refused = new("IA3201", "The receiver answered 500.");

    [Theory, OnSqlite, OnPostgres]
    public async Task An_exclusive_queue_keeps_its_order_when_a_message_is_tried_again(DatabaseKind database)
    {
        await using var cluster = new QueueCluster(database);
        await using var node = await cluster.NodeAsync(QueueAccess.Exclusive);
        await cluster.PutAsync(node, "a", "b", "c", "d");
        await using var consumer = await OpenAsync(node, retry: new QueueRetry { Interval = TimeSpan.FromMinutes(1), Jitter = 0 });
        Assert.Equal(["a"], await DrainAsync(consumer, 1));
        await (await NextAsync(consumer)).FailAsync(Refused, CancellationToken.None);

        var again = NextAsync(consumer);
        await cluster.PutAsync(node, "e");
        Assert.False(again.IsCompleted);
        await cluster.AdvanceUntilAsync(again, TimeSpan.FromSeconds(61));

        Assert.Equal("b", Body(await again));
        await (await again).CompleteAsync(CancellationToken.None);
        Assert.Equal(["c", "d", "e"], await DrainAsync(consumer, 3));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task An_exclusive_queue_gives_out_one_message_at_a_time(DatabaseKind database)
    {
        await using var cluster = new QueueCluster(database);
        await using var node = await cluster.NodeAsync(QueueAccess.Exclusive);
        await cluster.PutAsync(node, "a", "b");
        await using var consumer = await OpenAsync(node);
        var first = await NextAsync(consumer);

        var second = NextAsync(consumer);
        await cluster.PutAsync(node, "c");
        Assert.False(second.IsCompleted);
        await first.CompleteAsync(CancellationToken.None);

        Assert.Equal("b", Body(await second));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_new_consumer_of_an_exclusive_queue_waits_for_what_the_old_one_has_out(DatabaseKind database)
    {
        await using var cluster = new QueueCluster(database);
        await using var node = await cluster.NodeAsync(QueueAccess.Exclusive);
        await cluster.PutAsync(node, "a", "b", "c");
        var old = await OpenAsync(node);
        var first = await NextAsync(old);
        await using var next = await OpenAsync(node);
        var taken = NextAsync(next);

        await old.DisposeAsync();
        Assert.False(taken.IsCompleted);
        await first.CompleteAsync(CancellationToken.None);

        Assert.Equal("b", Body(await taken));
    }

    [Theory]
    [InlineData(QueueAccess.NonExclusive, DatabaseKind.Sqlite)]
    [InlineData(QueueAccess.Exclusive, DatabaseKind.Sqlite)]
    public async Task Another_node_takes_over_from_one_that_died_and_the_dead_one_settles_nothing_any_more(QueueAccess access, DatabaseKind database)
    {
        await using var cluster = new QueueCluster(database);
        var dead = await cluster.NodeAsync(access);
        await cluster.PutAsync(dead, "a");
        var lost = await NextAsync(await OpenAsync(dead));
        await using var other = await cluster.NodeAsync(access, "two");
        await using var consumer = await OpenAsync(other);
        var taken = NextAsync(consumer);

        await KillAsync(dead);
        await cluster.AdvanceUntilAsync(taken, TimeSpan.FromMinutes(1));

        var again = await taken;
        await again.CompleteAsync(CancellationToken.None);
        var stale = await Assert.ThrowsAsync<FaultException>(() => lost.CompleteAsync(CancellationToken.None).AsTask());
        Assert.Equal("IA3505", stale.Fault.Code);
        Assert.Equal(0, await cluster.CountAsync());
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_node_that_starts_again_has_what_it_was_working_on_at_once(DatabaseKind database)
    {
        await using var cluster = new QueueCluster(database);
        var dead = await cluster.NodeAsync(QueueAccess.Exclusive);
        await cluster.PutAsync(dead, "a", "b");
        await NextAsync(await OpenAsync(dead));

        await using var again = await cluster.NodeAsync(QueueAccess.Exclusive);
        await using var consumer = await OpenAsync(again);

        Assert.Equal(["a", "b"], await DrainAsync(consumer, 2));
    }

    [Theory]
    [InlineData(QueueAccess.NonExclusive, DatabaseKind.Sqlite)]
    [InlineData(QueueAccess.Exclusive, DatabaseKind.Sqlite)]
    public async Task A_message_that_kills_its_node_twice_is_set_aside_and_others_go_on(QueueAccess access, DatabaseKind database)
    {
        await using var cluster = new QueueCluster(database);
        var node = await cluster.NodeAsync(access);
        await cluster.PutAsync(node, "poison", "b", "c");
        for (var kills = 0; kills < 2; kills++)
        {
            Assert.Equal("poison", Body(await NextAsync(await OpenAsync(node, concurrency: 3))));
            await KillAsync(node);
            node = await cluster.NodeAsync(access);
        }

        await using var consumer = await OpenAsync(node, concurrency: 3);

        Assert.Equal(["b", "c"], await DrainAsync(consumer, 2));
        Assert.Equal(1, await cluster.CountAsync("state = 2 AND fault_code = 'IA3506' AND crashes = 2"));
        await node.DisposeAsync();
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_message_that_was_near_a_crash_and_is_tried_to_its_end_is_no_suspect_any_more(DatabaseKind database)
    {
        await using var cluster = new QueueCluster(database);
        var node = await cluster.NodeAsync();
        await cluster.PutAsync(node, "a");
        await NextAsync(await OpenAsync(node));
        await KillAsync(node);
        node = await cluster.NodeAsync();
        var consumer = await OpenAsync(node);

        await (await NextAsync(consumer)).FailAsync(Refused, CancellationToken.None);

        Assert.Equal(1, await cluster.CountAsync("crashes = 0 AND retries = 1"));
        await consumer.DisposeAsync();
        await node.DisposeAsync();
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Of_two_who_complete_one_message_in_one_commit_only_the_one_who_has_it_is_told_so(DatabaseKind database)
    {
        await using var cluster = new QueueCluster(database);
        await using var node = await cluster.NodeAsync();
        await cluster.PutAsync(node, "a");
        await using var consumer = await OpenAsync(node);
        await NextAsync(consumer);
        var held = await cluster.Database.ReadAsync(Holding, CancellationToken.None);

        var settled = await SettleAsync(cluster, held with { Owner = held.Owner + 1 }, held with { Taken = held.Taken - 1 }, held, held);

        Assert.Equal([false, false, true, false], settled);
    }

    // An answer got lost, so the settlement comes again; meanwhile the message is gone, and another one has its number.
    [Theory, OnSqlite]
    public async Task A_settlement_that_comes_again_leaves_the_message_alone_that_has_its_number_now(DatabaseKind database)
    {
        await using var cluster = new QueueCluster(database);
        await using var node = await cluster.NodeAsync();
        await using var consumer = await OpenAsync(node);
        await cluster.PutAsync(node, "a");
        await (await NextAsync(consumer)).CompleteAsync(CancellationToken.None);
        await cluster.PutAsync(node, "b");
        await NextAsync(consumer);
        var b = await cluster.Database.ReadAsync(Holding, CancellationToken.None);
        var a = b with { Id = MessageId.Create(DateTimeOffset.UnixEpoch) };
        var back = new QueueNext(QueueMessageState.InLine, DateTimeOffset.UnixEpoch, Retries: 1, Crashes: 0, Refused);

        var settled = await SettleAsync(cluster, a, a with { Next = back });

        Assert.Equal([false, false], settled);
        Assert.Equal(1, await cluster.CountAsync("owner IS NOT NULL AND retries = 0"));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Whoever_leaves_an_exclusive_queue_gives_back_what_it_took_without_knowing(DatabaseKind database)
    {
        await using var cluster = new QueueCluster(database);
        await using var node = await cluster.NodeAsync(QueueAccess.Exclusive);
        await cluster.PutAsync(node, "a");
        var consumer = await OpenAsync(node);
        await DrainAsync(consumer, 1);
        await cluster.PutAsync(node, "b", "c", "d");

        // As after a fetch that was written and whose answer got lost.
        await cluster.Database.WriteAsync(c => c.Run("UPDATE queue_message SET taken = 1, owner = (SELECT max(id) FROM store_owner) WHERE number < (SELECT max(number) FROM queue_message)"));
        await consumer.DisposeAsync();

        await using var other = await cluster.NodeAsync(QueueAccess.Exclusive, "two");
        await using var next = await OpenAsync(other);
        Assert.Equal(["b", "c", "d"], await AdvanceAsync(cluster, DrainAsync(next, 3)));
    }

    private static async Task<T> AdvanceAsync<T>(QueueCluster cluster, Task<T> awaited)
    {
        await cluster.AdvanceUntilAsync(awaited, TimeSpan.FromSeconds(9));
        return await awaited;
    }

    // A process that was killed renews nothing and settles nothing.
    private static Task KillAsync(Storage.Queues.TenantQueues node) => node.DieAsync();

    private static QueueSettlement Holding(StoreConnection connection)
    {
        using var find = connection.Prepare("SELECT number, id, owner, taken FROM queue_message");
        find.Step();
        return new QueueSettlement(find.Int64(0), MessageId.Read(find.Blob(1)), find.Int64(2), find.Int64(3), Next: null);
    }

    private static async Task<IEnumerable<bool>> SettleAsync(QueueCluster cluster, params QueueSettlement[] settlements)
    {
        var kind = cluster.Settle();
        BulkItem<QueueSettlement, bool>[] items = [.. settlements.Select(settlement => new BulkItem<QueueSettlement, bool>(kind, settlement))];
        await cluster.Database.WriteAsync(connection =>
        {
            kind.Apply(connection, items);
            return true;
        });
        return items.Select(item => item.Result);
    }
}
