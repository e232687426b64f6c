using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Stores.Queues;
using static IntegrationActors.Storage.Tests.Queues.QueueCluster;

namespace IntegrationActors.Storage.Tests.Queues;

public sealed class TenantQueuesTests
{
    private static readonly Fault Refused = new("IA3201", "The receiver answered 500.");

    [Theory, OnSqlite, OnPostgres]
    public async Task A_message_comes_out_as_it_was_put_in_and_is_gone_when_it_is_completed(DatabaseKind database)
    {
        await using var cluster = new QueueCluster(database);
        await using var node = await cluster.NodeAsync();
        await using var consumer = await OpenAsync(node);
        var message = cluster.Message("hello");

        var put = await node.PutAsync("orders", message, CancellationToken.None);
        var delivery = await NextAsync(consumer);

        Assert.Equal(new QueuePut(message.Id, IsDuplicate: false), put);
        Assert.Equal((message.Id, "hello", "ähello", "c-hello", "shop", 0), (delivery.Id, Body(delivery), delivery.Message.Headers["x-name"], delivery.CorrelationId, delivery.Sender, delivery.Retries));
        Assert.Equal([new("p", "v")], delivery.Properties);
        await delivery.CompleteAsync(CancellationToken.None);
        Assert.Equal(0, await cluster.CountAsync());
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_large_message_with_attachments_comes_out_whole_and_leaves_nothing_behind(DatabaseKind database)
    {
        await using var cluster = new QueueCluster(database);
        await using var node = await cluster.NodeAsync();
        var body = new string('x', 3_000_000);
        var message = cluster.Message(body);
        message.Message.Attachments.Add(new Attachment("a.pdf", "application/pdf", Payload.FromText("attached")));
        await node.PutAsync("orders", message, CancellationToken.None);
        await using var consumer = await OpenAsync(node);

        var delivery = await NextAsync(consumer);

        Assert.Equal(body, await delivery.Message.Body.ReadTextAsync(CancellationToken.None));
        Assert.Equal("attached", Assert.Single(delivery.Message.Attachments).Content.AsText());
        await delivery.CompleteAsync(CancellationToken.None);
        Assert.Equal(0, await cluster.Database.ReadAsync(c => c.Number("SELECT count(*) FROM message_part"), CancellationToken.None));
        Assert.Equal(0, await cluster.Database.ReadAsync(c => c.Number("SELECT count(*) FROM content WHERE claimed = 1"), CancellationToken.None));
        Assert.Equal(0, await cluster.CountAsync());
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_waiting_consumer_gets_attachments_and_a_body_that_can_be_read_once(DatabaseKind database)
    {
        await using var cluster = new QueueCluster(database);
        await using var node = await cluster.NodeAsync();
        await using var consumer = await OpenAsync(node, concurrency: 2);
        await node.PutAsync("orders", cluster.Message("first"), CancellationToken.None);
        await (await NextAsync(consumer)).CompleteAsync(CancellationToken.None);
        var waiting = NextAsync(consumer);
        var attached = cluster.Message("small");
        attached.Message.Attachments.Add(new Attachment("a.txt", "text/plain", Payload.FromText("attached")));
        var streamed = cluster.Message("");
        streamed.Message.Body = Payload.FromStream(new MemoryStream(new byte[200_000]), length: null, cluster.Spool);

        await node.PutAsync("orders", attached, CancellationToken.None);
        await node.PutAsync("orders", streamed, CancellationToken.None);

        Assert.Equal("attached", Assert.Single((await waiting).Message.Attachments).Content.AsText());
        Assert.Equal(200_000, (await NextAsync(consumer)).Message.Body.Length);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_message_that_is_put_in_again_under_its_id_is_not_there_twice_as_long_as_the_id_is_remembered(DatabaseKind database)
    {
        await using var cluster = new QueueCluster(database);
        await using var node = await cluster.NodeAsync();
        var first = cluster.Message("a", deduplicationId: "order-1");
        await node.PutAsync("orders", first, CancellationToken.None);

        var again = await node.PutAsync("orders", cluster.Message("a", deduplicationId: "order-1"), CancellationToken.None);
        await using var consumer = await OpenAsync(node);
        Assert.Equal(["a"], await DrainAsync(consumer, 1));
        var afterwards = await node.PutAsync("orders", cluster.Message("a", deduplicationId: "order-1"), CancellationToken.None);

        Assert.Equal((new QueuePut(first.Id, IsDuplicate: true), new QueuePut(first.Id, IsDuplicate: true)), (again, afterwards));
        Assert.Equal(0, await cluster.CountAsync());
        cluster.Time.Advance(TimeSpan.FromHours(25));
        Assert.False((await node.PutAsync("orders", cluster.Message("b", deduplicationId: "order-1"), CancellationToken.None)).IsDuplicate);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Of_many_that_put_in_the_same_at_once_one_is_first(DatabaseKind database)
    {
        await using var cluster = new QueueCluster(database);
        await using var node = await cluster.NodeAsync();
        var messages = Enumerable.Range(0, 50).Select(i => cluster.Message($"{i}", deduplicationId: "order-1")).ToArray();

        var puts = await Task.WhenAll(messages.Select(m => node.PutAsync("orders", m, CancellationToken.None).AsTask()));

        Assert.Single(puts, put => !put.IsDuplicate);
        Assert.Single(puts.Select(put => put.Id).Distinct());
        Assert.Equal(1, await cluster.CountAsync());
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Messages_that_were_put_in_before_a_consumer_came_are_read_from_the_table(DatabaseKind database)
    {
        await using var cluster = new QueueCluster(database);
        await using var node = await cluster.NodeAsync();
        await cluster.PutAsync(node, "a", "b", "c");
        await using var consumer = await OpenAsync(node, concurrency: 2);

        Assert.Equal(["a", "b", "c"], await DrainAsync(consumer, 3));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task No_more_messages_are_out_than_the_consumer_may_have(DatabaseKind database)
    {
        await using var cluster = new QueueCluster(database);
        await using var node = await cluster.NodeAsync();
        await using var consumer = await OpenAsync(node, concurrency: 2);
        await cluster.PutAsync(node, "a", "b", "c");
        var first = await NextAsync(consumer);
        await NextAsync(consumer);

        var third = NextAsync(consumer);
        Assert.Equal(2, await cluster.CountAsync("owner IS NOT NULL"));
        Assert.False(third.IsCompleted);
        await first.CompleteAsync(CancellationToken.None);

        Assert.Equal("c", Body(await third));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Messages_in_line_come_before_those_that_are_put_in_later(DatabaseKind database)
    {
        await using var cluster = new QueueCluster(database);
        await using var node = await cluster.NodeAsync();
        await using var consumer = await OpenAsync(node);
        await cluster.PutAsync(node, "a");
        var first = await NextAsync(consumer);
        await cluster.PutAsync(node, "b", "c");

        await first.CompleteAsync(CancellationToken.None);
        await cluster.PutAsync(node, "d");

        Assert.Equal(["b", "c", "d"], await DrainAsync(consumer, 3));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_message_that_failed_waits_for_its_time_while_others_go_on(DatabaseKind database)
    {
        await using var cluster = new QueueCluster(database);
        await using var node = await cluster.NodeAsync();
        await using var consumer = await OpenAsync(node, retry: new QueueRetry { Interval = TimeSpan.FromMinutes(1), Jitter = 0 });
        await cluster.PutAsync(node, "a", "b");
        var failing = await NextAsync(consumer);
        Assert.True(failing.WillRetry);
        await failing.FailAsync(Refused, CancellationToken.None);

        Assert.Equal(["b"], await DrainAsync(consumer, 1));
        var again = NextAsync(consumer);
        Assert.False(again.IsCompleted);
        await cluster.AdvanceUntilAsync(again, TimeSpan.FromSeconds(61));

        Assert.Equal(("a", 1), (Body(await again), (await again).Retries));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_message_that_failed_too_often_is_set_aside_with_the_reason(DatabaseKind database)
    {
        await using var cluster = new QueueCluster(database);
        await using var node = await cluster.NodeAsync();
        await using var consumer = await OpenAsync(node, retry: new QueueRetry { Attempts = 2, Interval = TimeSpan.Zero, Jitter = 0 });
        await cluster.PutAsync(node, "a");

        await (await NextAsync(consumer)).FailAsync(Refused, CancellationToken.None);
        var last = await NextAsync(consumer);
        Assert.False(last.WillRetry);
        await last.FailAsync(Refused, CancellationToken.None);

        Assert.Equal(1, await cluster.CountAsync("state = 2 AND fault_code = 'IA3201' AND retries = 2"));
        await cluster.PutAsync(node, "b");
        Assert.Equal(["b"], await DrainAsync(consumer, 1));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task What_a_consumer_had_ready_goes_back_when_it_closes(DatabaseKind database)
    {
        await using var cluster = new QueueCluster(database);
        await using var node = await cluster.NodeAsync();
        await cluster.PutAsync(node, "a", "b", "c");
        var old = await OpenAsync(node, concurrency: 3);
        await (await NextAsync(old)).ReleaseAsync();

        await old.DisposeAsync();

        Assert.Equal(0, await cluster.CountAsync("owner IS NOT NULL"));
        await using var next = await OpenAsync(node);
        Assert.Equal(["a", "b", "c"], await DrainAsync(next, 3));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_queue_keeps_its_access_type(DatabaseKind database)
    {
        await using var cluster = new QueueCluster(database);
        await using var node = await cluster.NodeAsync();

        var refusal = await Assert.ThrowsAsync<FaultException>(() => node.DeclareAsync(new QueueDeclaration("orders", QueueAccess.Exclusive), CancellationToken.None).AsTask());

        Assert.Equal(("IA3501", true), (refusal.Fault.Code, refusal.Fault.Message.Contains("non-exclusive", StringComparison.Ordinal)));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_queue_that_nobody_made_takes_nothing(DatabaseKind database)
    {
        await using var cluster = new QueueCluster(database);
        await using var node = cluster.Node();

        Assert.Equal("IA3503", (await Assert.ThrowsAsync<FaultException>(() => node.PutAsync("nope", cluster.Message("a"), CancellationToken.None).AsTask())).Fault.Code);
        Assert.Equal("IA3509", (await Assert.ThrowsAsync<FaultException>(() => node.PutAsync("no pe", cluster.Message("a"), CancellationToken.None).AsTask())).Fault.Code);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_tenant_has_no_more_queues_than_it_may(DatabaseKind database)
    {
        await using var cluster = new QueueCluster(database);
        await using var node = cluster.Node();
        for (var i = 0; i < 20; i++)
        {
            await node.DeclareAsync(new QueueDeclaration($"q{i}", QueueAccess.NonExclusive), CancellationToken.None);
        }

        var refusal = await Assert.ThrowsAsync<FaultException>(() => node.DeclareAsync(new QueueDeclaration("q20", QueueAccess.NonExclusive), CancellationToken.None).AsTask());

        Assert.Equal("IA3502", refusal.Fault.Code);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Hundreds_of_producers_and_consumers_lose_and_double_nothing(DatabaseKind database)
    {
        await using var cluster = new QueueCluster(database);
        await using var node = await cluster.NodeAsync();
        await using var consumer = await OpenAsync(node, concurrency: 8);
        var messages = Enumerable.Range(0, 2000).Select(i => cluster.Message($"{i}")).ToArray();

        var put = Task.WhenAll(messages.Select(m => node.PutAsync("orders", m, CancellationToken.None).AsTask()));
        var taken = new List<string>();
        var completing = new List<Task>();
        while (taken.Count < messages.Length)
        {
            var delivery = await NextAsync(consumer);
            taken.Add(Body(delivery));
            completing.Add(delivery.CompleteAsync(CancellationToken.None).AsTask());
        }

        await Task.WhenAll(completing);
        await put;

        Assert.Equal(messages.Length, taken.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(0, await cluster.CountAsync());
    }
}
