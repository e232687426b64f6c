using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Stores.Queues;
using IntegrationActors.Storage.MessageLog.Ledger;
using IntegrationActors.Storage.MessageLog.Search;

namespace IntegrationActors.Storage.Tests.MessageLog.Ledger;

public sealed class LedgerRecoveryTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task A_message_that_was_running_is_abandoned_at_the_time_of_the_restart(DatabaseKind database)
    {
        await using var host = new StoreHost(database);
        var record = host.Begin(host.Record(correlation: "c-1"));
        host.Time.Advance(TimeSpan.FromSeconds(90));

        await host.ReopenAsync();

        var message = (await host.Acme.Messages.FindAsync(record.Id, CancellationToken.None))!.Message;
        Assert.Equal(MessageStatus.Abandoned, message.Status);
        Assert.Equal(TimeSpan.FromSeconds(90), message.Duration);
        Assert.Equal((LedgerRecovery.Code, "c-1", "orders"), (message.Fault!.Code, message.CorrelationId, message.Flow));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_message_that_had_ended_but_was_not_committed_has_its_final_status(DatabaseKind database)
    {
        await using var host = new StoreHost(database);
        var (record, known) = (host.Record(), host.Log(host.Record()));
        await Pretend(host, record, MessageStatus.Failed);

        var message = (await host.Acme.Messages.FindAsync(record.Id, CancellationToken.None))!.Message;
        Assert.Equal((MessageStatus.Failed, "IA3001", TimeSpan.FromMicroseconds(1500)), (message.Status, message.Fault!.Code, message.Duration));
        Assert.Equal(MessageStatus.Completed, await host.StatusAsync(known));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_row_that_was_committed_before_the_slot_was_freed_keeps_its_details(DatabaseKind database)
    {
        await using var host = new StoreHost(database);
        var record = host.Record();
        record.AddKey("orderId", "4711");
        host.Log(record, MessageStatus.Failed);
        await Pretend(host, record, MessageStatus.Failed);

        Assert.Equal([record.Id], await host.FindAsync(new MessageQuery { KeyName = "orderId", KeyValue = "4711" }));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_retry_that_was_interrupted_is_abandoned(DatabaseKind database)
    {
        await using var host = new StoreHost(database);
        var record = host.Log(host.Record(), MessageStatus.Retry);
        host.Begin(new MessageRecord { Flow = record.Flow, Id = record.Id, Started = record.Started });

        await host.ReopenAsync();

        Assert.Equal(MessageStatus.Abandoned, await host.StatusAsync(record));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Dying_during_recovery_does_no_harm(DatabaseKind database)
    {
        await using var host = new StoreHost(database);
        var record = host.Begin(host.Record());
        await host.Stores.DisposeAsync();
        var ledger = await File.ReadAllBytesAsync(Ledger(host));
        await host.ReopenAsync();
        Assert.Equal(MessageStatus.Abandoned, await host.StatusAsync(record));

        await host.Stores.DisposeAsync();
        await File.WriteAllBytesAsync(Ledger(host), ledger);
        await host.ReopenAsync();

        Assert.Equal([record.Id], await host.FindAsync(new MessageQuery()));
        Assert.Equal(MessageStatus.Abandoned, await host.StatusAsync(record));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_run_that_was_settled_in_its_queue_has_the_end_that_the_queue_knows(DatabaseKind database)
    {
        await using var host = new StoreHost(database);
        var consumer = await Consume(host, "orders", attempts: 0);
        var lastTry = await Consume(host, "once", attempts: 1);
        var (completed, failed, running, setAside) = (await Run(host, "orders", consumer), await Run(host, "orders", consumer), await Run(host, "orders", consumer), await Run(host, "once", lastTry));
        await completed.Delivery.CompleteAsync(CancellationToken.None);
        await failed.Delivery.FailAsync(new Fault("IA3001", "The receiver said no."), CancellationToken.None);
        await setAside.Delivery.FailAsync(new Fault("IA3002", "The receiver is full."), CancellationToken.None);

        await host.ReopenAsync();

        Assert.Equal(MessageStatus.Completed, await host.StatusAsync(completed.Record));
        Assert.Equal(MessageStatus.Retry, await host.StatusAsync(failed.Record));
        Assert.Equal(MessageStatus.Abandoned, await host.StatusAsync(running.Record));
        var message = (await host.Acme.Messages.FindAsync(setAside.Record.Id, CancellationToken.None))!.Message;
        Assert.Equal((MessageStatus.Failed, "IA3002"), (message.Status, message.Fault!.Code));
    }

    private static async Task<IQueueConsumer> Consume(StoreHost host, string queue, int attempts)
    {
        await host.Acme.Queues.DeclareAsync(new QueueDeclaration(queue, QueueAccess.NonExclusive), CancellationToken.None);
        return await host.Acme.Queues.OpenAsync(queue, new QueueConsumerOptions { Concurrency = 4, Retry = new QueueRetry { Attempts = attempts } }, CancellationToken.None);
    }

    // Puts a message in and begins to process it.
    private static async Task<(IQueueDelivery Delivery, MessageRecord Record)> Run(StoreHost host, string queue, IQueueConsumer consumer)
    {
        host.Time.Advance(TimeSpan.FromMilliseconds(1));
        var message = new QueuedMessage { Id = MessageId.Create(host.Time.GetUtcNow()), Message = new Message { Body = Payload.FromText("body") } };
        await host.Acme.Queues.PutAsync(queue, message, CancellationToken.None);
        var delivery = await consumer.NextAsync(CancellationToken.None);
        return (delivery, host.Begin(new MessageRecord { Flow = new FlowIdentity("acme", "orders", 1), Id = delivery.Id, Started = host.Time.GetUtcNow(), IsQueued = true }));
    }

    // Leaves the ledger as a process does that dies between the end of a message and the release of its slot.
    private static async Task Pretend(StoreHost host, MessageRecord record, MessageStatus status)
    {
        _ = host.Acme;
        await host.Stores.DisposeAsync();
        using (var ledger = new RunLedger(LedgerFile.Open(Ledger(host), out _)))
        {
            var slot = ledger.Begin(record);
            (record.Status, record.Duration) = (status, 1500);
            record.Fault = new("IA3001", "The receiver said no.");
            ledger.End(slot, record);
        }

        await host.ReopenAsync();
    }

    private static string Ledger(StoreHost host) => Path.Combine(host.Folder("acme"), "running.ledger");
}
