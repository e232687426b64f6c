using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Stores.Queues;
using IntegrationActors.Storage.Database;
using IntegrationActors.Storage.Queues;
using static IntegrationActors.Storage.Tests.Queues.QueueCluster;

namespace IntegrationActors.Storage.Tests.Queues;

/// <summary>A queue that is deleted while nodes know it.</summary>
public sealed class QueueDeletionTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task A_queue_that_another_node_deleted_takes_nothing_and_loses_no_message_beside_it(DatabaseKind database)
    {
        await using var cluster = new QueueCluster(database);
        await using var one = await cluster.NodeAsync();
        await using var two = await cluster.NodeAsync(name: "two");
        await one.DeclareAsync(new QueueDeclaration("others", QueueAccess.NonExclusive), CancellationToken.None);
        await cluster.PutAsync(one, "a");
        Assert.True(await two.RemoveAsync("others"));

        var kept = Enumerable.Range(0, 20).Select(i => one.PutAsync("orders", cluster.Message($"{i}"), CancellationToken.None).AsTask()).ToList();
        var refused = Enumerable.Range(0, 20).Select(i => one.PutAsync("others", cluster.Message($"{i}"), CancellationToken.None).AsTask()).ToList();
        await Task.WhenAll(kept);

        foreach (var put in refused)
        {
            Assert.Equal("IA3503", (await Assert.ThrowsAsync<FaultException>(() => put)).Fault.Code);
        }

        Assert.Equal((21, 0), (await cluster.CountAsync(), await cluster.CountAsync("queue NOT IN (SELECT id FROM queue)")));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_queue_that_was_deleted_and_made_again_is_the_same_one_for_all_nodes(DatabaseKind database)
    {
        await using var cluster = new QueueCluster(database);
        await using var one = await cluster.NodeAsync();
        await using var two = await cluster.NodeAsync(name: "two");
        Assert.True(await two.RemoveAsync("orders"));
        await two.DeclareAsync(new QueueDeclaration("orders", QueueAccess.NonExclusive), CancellationToken.None);
        await one.DeclareAsync(new QueueDeclaration("orders", QueueAccess.NonExclusive), CancellationToken.None);

        await cluster.PutAsync(one, "a");

        await using var consumer = await OpenAsync(two);
        Assert.Equal(["a"], await DrainAsync(consumer, 1));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_node_that_knew_the_deleted_queue_finds_the_new_one_by_itself(DatabaseKind database)
    {
        await using var cluster = new QueueCluster(database);
        await using var one = await cluster.NodeAsync();
        await using var two = await cluster.NodeAsync(name: "two");
        Assert.True(await two.RemoveAsync("orders"));
        await two.DeclareAsync(new QueueDeclaration("orders", QueueAccess.NonExclusive), CancellationToken.None);

        await using var consumer = await OpenAsync(one);
        await cluster.PutAsync(two, "a");
        Assert.Equal(["a"], await DrainAsync(consumer, 1));
        await cluster.PutAsync(one, "b");

        Assert.Equal(["b"], await DrainAsync(consumer, 1));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_put_that_finds_its_queue_deleted_is_refused_once(DatabaseKind database)
    {
        await using var cluster = new QueueCluster(database);
        await using var one = await cluster.NodeAsync();
        await using var two = await cluster.NodeAsync(name: "two");
        Assert.True(await two.RemoveAsync("orders"));
        await two.DeclareAsync(new QueueDeclaration("orders", QueueAccess.NonExclusive), CancellationToken.None);

        Assert.Equal("IA3503", (await Assert.ThrowsAsync<FaultException>(() => cluster.PutAsync(one, "a"))).Fault.Code);
        await cluster.PutAsync(one, "a");

        Assert.Equal(1, await cluster.CountAsync());
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_queue_into_which_a_message_was_put_meanwhile_is_not_deleted(DatabaseKind database)
    {
        await using var cluster = new QueueCluster(database);
        await using var node = await cluster.NodeAsync();
        await cluster.PutAsync(node, "a");

        Assert.False(await node.RemoveAsync("orders"));

        await using var consumer = await OpenAsync(node);
        var taken = await NextAsync(consumer);
        Assert.False(await node.RemoveAsync("orders"));
        await taken.CompleteAsync(CancellationToken.None);
        Assert.True(await node.RemoveAsync("orders"));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Puts_and_deletions_at_once_leave_no_message_without_its_queue(DatabaseKind database)
    {
        await using var cluster = new QueueCluster(database);
        await using var node = await cluster.NodeAsync();
        await using var other = database == DatabaseKind.Postgres ? cluster.OtherConnection() : null;

        for (var round = 0; round < 30; round++)
        {
            var puts = Enumerable.Range(0, 4).Select(i => PutOrRefusedAsync(cluster, node, i)).ToList();
            await (other ?? cluster.Database).WriteAsync(connection => QueueRows.Delete(connection, "orders"));
            await Task.WhenAll(puts);
            Assert.Equal(0, await cluster.CountAsync("queue NOT IN (SELECT id FROM queue)"));
            await cluster.Database.WriteAsync(static connection => connection.Run("DELETE FROM queue_message"));
            await node.DeclareAsync(new QueueDeclaration("orders", QueueAccess.NonExclusive), CancellationToken.None);
        }
    }

    private static async Task PutOrRefusedAsync(QueueCluster cluster, TenantQueues node, int body)
    {
        try
        {
            await node.PutAsync("orders", cluster.Message($"{body}"), CancellationToken.None);
        }
        catch (FaultException e)
        {
            Assert.Equal("IA3503", e.Fault.Code);
        }
    }
}
