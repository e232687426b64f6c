using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Stores.Queues;
using IntegrationActors.Core.Messages;
using IntegrationActors.Storage.Queues;
using static IntegrationActors.Storage.Tests.Queues.QueueCluster;

namespace IntegrationActors.Storage.Tests.Queues;

public sealed class QueueOperationsTests
{
    private static readonly Fault Refused = new("IA3201", "The receiver answered 500.");

    [Theory, OnSqlite, OnPostgres]
    public async Task Each_message_is_counted_once(DatabaseKind database)
    {
        await using var host = await WithMessagesAsync(database);

        var info = Assert.Single(await host.Acme.QueueOperations.ListAsync(CancellationToken.None));

        Assert.Equal(("orders", 1L, 1L, 1L, 1L, 0L), (info.Name, info.Waiting, info.Processing, info.Retrying, info.SetAside, info.Overdue));
        Assert.Equal((4L, 1), (info.Total, info.Consumers));
        Assert.True(info.Bytes > 0);
        host.Time.Advance(TimeSpan.FromDays(3));
        info = await host.Acme.QueueOperations.FindAsync("orders", CancellationToken.None);
        Assert.Equal((0L, 1L, 0L, 1L, 2L), (info!.Waiting, info.Processing, info.Retrying, info.SetAside, info.Overdue));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_page_shows_all_that_is_known_of_a_message_but_its_content(DatabaseKind database)
    {
        await using var host = await WithMessagesAsync(database);

        var page = await host.Acme.QueueOperations.BrowseAsync("orders", new QueueBrowse { Limit = 3 }, CancellationToken.None);
        var rest = await host.Acme.QueueOperations.BrowseAsync("orders", new QueueBrowse { Limit = 3, Cursor = page.Next }, CancellationToken.None);

        Assert.Equal(
            [QueueEntryStatus.SetAside, QueueEntryStatus.Retry, QueueEntryStatus.Processing, QueueEntryStatus.Waiting],
            page.Entries.Concat(rest.Entries).Select(e => e.Status));
        Assert.Null(rest.Next);
        Assert.Equal(("shop", "IA3201", 1), (page.Entries[1].Sender, page.Entries[1].FaultCode, page.Entries[1].Retries));
        var newest = await host.Acme.QueueOperations.BrowseAsync("orders", new QueueBrowse { NewestFirst = true, Limit = 1 }, CancellationToken.None);
        Assert.Equal(rest.Entries[0].Id, newest.Entries[0].Id);
    }

    [Theory]
    [InlineData(QueueEntryStatus.Waiting)]
    [InlineData(QueueEntryStatus.Processing)]
    [InlineData(QueueEntryStatus.Retry)]
    [InlineData(QueueEntryStatus.SetAside)]
    public async Task A_page_can_be_of_one_status(QueueEntryStatus status)
    {
        await using var host = await WithMessagesAsync();

        var page = await host.Acme.QueueOperations.BrowseAsync("orders", new QueueBrowse { Status = status }, CancellationToken.None);

        Assert.Equal(status, Assert.Single(page.Entries).Status);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_message_is_read_with_its_content(DatabaseKind database)
    {
        await using var host = await WithMessagesAsync(database);
        var entry = (await host.Acme.QueueOperations.BrowseAsync("orders", new QueueBrowse(), CancellationToken.None)).Entries[3];

        await using var content = await host.Acme.QueueOperations.ReadAsync("orders", entry.Id, CancellationToken.None);

        Assert.Equal(("waiting", "v"), (content!.Message.Body.AsText(), content.Message.Headers["X-Name"]));
        Assert.Null(await host.Acme.QueueOperations.ReadAsync("orders", MessageId.Create(host.Time.GetUtcNow()), CancellationToken.None));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task What_was_set_aside_is_tried_anew(DatabaseKind database)
    {
        await using var host = await WithMessagesAsync(database);

        var change = await host.Acme.QueueOperations.RetryAsync("orders", new QueueSelection { Status = QueueEntryStatus.SetAside }, CancellationToken.None);

        Assert.Equal(new QueueChange(1, HasMore: false), change);
        var info = await host.Acme.QueueOperations.FindAsync("orders", CancellationToken.None);
        Assert.Equal((2L, 0L), (info!.Waiting, info.SetAside));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Messages_move_to_another_queue_all_but_those_that_are_being_processed(DatabaseKind database)
    {
        await using var host = await WithMessagesAsync(database);
        await host.Acme.Queues.DeclareAsync(new QueueDeclaration("parked", QueueAccess.Exclusive), CancellationToken.None);

        var change = await host.Acme.QueueOperations.MoveAsync("orders", "parked", new QueueSelection(), CancellationToken.None);

        Assert.Equal(3, change.Count);
        var queues = await host.Acme.QueueOperations.ListAsync(CancellationToken.None);
        Assert.Equal([("orders", 1L, 0L), ("parked", 0L, 3L)], queues.Select(q => (q.Name, q.Processing, q.Waiting)));
        await using var consumer = await host.Acme.Queues.OpenAsync("parked", new QueueConsumerOptions(), CancellationToken.None);
        Assert.Equal(["aside", "retry", "waiting"], await DrainAsync(consumer, 3));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_message_that_moves_while_queues_are_counted_is_counted_once(DatabaseKind database)
    {
        await using var host = await WithMessagesAsync(database);
        var operations = host.Acme.QueueOperations;
        await host.Acme.Queues.DeclareAsync(new QueueDeclaration("parked", QueueAccess.NonExclusive), CancellationToken.None);
        using var enough = new CancellationTokenSource();
        var moving = Task.Run(async () =>
        {
            while (!enough.IsCancellationRequested)
            {
                await operations.MoveAsync("orders", "parked", new QueueSelection(), CancellationToken.None);
                await operations.RetryAsync("parked", new QueueSelection(), CancellationToken.None);
                await operations.MoveAsync("parked", "orders", new QueueSelection(), CancellationToken.None);
            }
        });

        var totals = new HashSet<long>();
        for (var i = 0; i < 300; i++)
        {
            totals.Add((await operations.ListAsync(CancellationToken.None)).Sum(queue => queue.Total));
        }

        await enough.CancelAsync();
        await moving;
        Assert.Equal([4L], totals);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Deleted_messages_are_CANCELLED_in_the_log(DatabaseKind database)
    {
        await using var host = await WithMessagesAsync(database);
        var entries = (await host.Acme.QueueOperations.BrowseAsync("orders", new QueueBrowse(), CancellationToken.None)).Entries;
        var waiting = entries[3].Id;

        var change = await host.Acme.QueueOperations.DeleteAsync("orders", new QueueSelection { Ids = [waiting, entries[2].Id] }, CancellationToken.None);

        Assert.Equal(1, change.Count);
        Assert.Equal(MessageStatus.Cancelled, (await host.Acme.Messages.FindAsync(waiting, CancellationToken.None))!.Message.Status);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_queue_with_messages_is_deleted_by_force_alone_and_not_while_one_is_being_processed(DatabaseKind database)
    {
        await using var host = new StoreHost(database);
        await host.Acme.Queues.DeclareAsync(new QueueDeclaration("orders", QueueAccess.NonExclusive), CancellationToken.None);
        await PutAsync(host, "a");

        var refusal = await Assert.ThrowsAsync<FaultException>(() => host.Acme.QueueOperations.DeleteQueueAsync("orders", force: false, CancellationToken.None).AsTask());
        Assert.Equal("IA3515", refusal.Fault.Code);

        Assert.True(await host.Acme.QueueOperations.DeleteQueueAsync("orders", force: true, CancellationToken.None));
        Assert.False(await host.Acme.QueueOperations.DeleteQueueAsync("orders", force: true, CancellationToken.None));
        Assert.Equal("IA3503", (await Assert.ThrowsAsync<FaultException>(() => PutAsync(host, "b"))).Fault.Code);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_queue_that_is_paused_takes_in_and_gives_out_nothing_until_it_is_resumed(DatabaseKind database)
    {
        await using var host = new StoreHost(database);
        await host.Acme.Queues.DeclareAsync(new QueueDeclaration("orders", QueueAccess.NonExclusive), CancellationToken.None);
        await using var consumer = await host.Acme.Queues.OpenAsync("orders", new QueueConsumerOptions(), CancellationToken.None);
        await host.Acme.QueueOperations.PauseAsync("orders", CancellationToken.None);
        await PutAsync(host, "a");
        var next = NextAsync(consumer);
        Assert.False(next.IsCompleted);

        await host.Acme.QueueOperations.ResumeAsync("orders", CancellationToken.None);

        await (await next).CompleteAsync(CancellationToken.None);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task More_messages_than_a_portion_are_changed_in_one_call(DatabaseKind database)
    {
        await using var host = new StoreHost(database);
        await host.Acme.Queues.DeclareAsync(new QueueDeclaration("orders", QueueAccess.NonExclusive), CancellationToken.None);
        await Task.WhenAll(Enumerable.Range(0, 450).Select(i => PutAsync(host, $"{i}")));

        Assert.Equal(450, (await host.Acme.QueueOperations.DeleteAsync("orders", new QueueSelection(), CancellationToken.None)).Count);
    }

    /// <summary>A queue with a message that is set aside, one that waits for its retry, one that is being processed, and one in line.</summary>
    private static async Task<StoreHost> WithMessagesAsync(DatabaseKind database = DatabaseKind.Sqlite)
    {
        var host = new StoreHost(database);
        await host.Acme.Queues.DeclareAsync(new QueueDeclaration("orders", QueueAccess.NonExclusive), CancellationToken.None);
        await PutAsync(host, "aside");
        await using (var strict = await host.Acme.Queues.OpenAsync("orders", new QueueConsumerOptions { Retry = new QueueRetry { Attempts = 1 } }, CancellationToken.None))
        {
            await (await NextAsync(strict)).FailAsync(Refused, CancellationToken.None);
        }

        var consumer = await host.Acme.Queues.OpenAsync("orders", new QueueConsumerOptions(), CancellationToken.None);
        await PutAsync(host, "retry");
        await (await NextAsync(consumer)).FailAsync(Refused, CancellationToken.None);
        await PutAsync(host, "processing");
        await NextAsync(consumer);
        await PutAsync(host, "waiting");
        return host;
    }

    private static async Task PutAsync(StoreHost host, string body) => await host.Acme.Queues.PutAsync(
        "orders",
        new QueuedMessage
        {
            Id = MessageId.Create(host.Time.GetUtcNow()),
            Message = new Message { Headers = new HeaderMap { ["X-Name"] = "v" }, Body = Payload.FromText(body) },
            Sender = "shop",
        },
        CancellationToken.None);
}
