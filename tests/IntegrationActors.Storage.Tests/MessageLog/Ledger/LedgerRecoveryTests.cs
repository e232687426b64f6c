using IntegrationActors.Core.MessageLog;
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
