using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Storage.MessageLog.Search;
using IntegrationActors.Storage.Queues;

namespace IntegrationActors.Storage.Tests.MessageLog;

public sealed class LateRunsTests
{
    private static readonly Fault Stale = QueueFaults.IsStale("orders", default).Fault;

    [Theory, OnSqlite, OnPostgres]
    public async Task A_run_that_lost_its_message_does_not_replace_the_end_that_another_node_wrote(DatabaseKind database)
    {
        await using var host = new StoreHost(database);
        await using var other = database == DatabaseKind.Postgres ? new StoreHost(host) : null;
        var ended = host.Record();
        host.Log(Attempt(ended), MessageStatus.Completed);
        await host.FindAsync(new MessageQuery());

        var late = other ?? host;
        late.Acme.MessageLog.End(Late(ended));
        var beside = late.Log(late.Record("others"), MessageStatus.Completed);
        await late.FindAsync(new MessageQuery());

        Assert.Equal(MessageStatus.Completed, await host.StatusAsync(ended));
        Assert.Equal(MessageStatus.Completed, await host.StatusAsync(beside));
        Assert.Null((await host.Acme.Messages.FindAsync(ended.Id, CancellationToken.None))!.Message.Fault);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task The_end_replaces_what_a_run_that_lost_its_message_wrote_before(DatabaseKind database)
    {
        await using var host = new StoreHost(database);
        var record = host.Record();
        host.Acme.MessageLog.End(Late(record));
        Assert.Equal(MessageStatus.Failed, await host.StatusAsync(record));

        host.Log(Attempt(record), MessageStatus.Completed);

        Assert.Equal(MessageStatus.Completed, await host.StatusAsync(record));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Both_in_one_transaction_leave_the_end(DatabaseKind database)
    {
        await using var host = new StoreHost(database);
        var record = host.Record();

        host.Log(Attempt(record), MessageStatus.Completed);
        host.Acme.MessageLog.End(Late(record));

        Assert.Equal(MessageStatus.Completed, await host.StatusAsync(record));
    }

    [Theory]
    [InlineData(MessageStatus.Retry)]
    [InlineData(MessageStatus.Abandoned)]
    [InlineData(MessageStatus.Failed)]
    public async Task An_earlier_attempt_is_no_end(MessageStatus earlier)
    {
        await using var host = new StoreHost();
        var record = host.Record();
        host.Log(Attempt(record), earlier);
        await host.FindAsync(new MessageQuery());

        host.Acme.MessageLog.End(Late(record));

        Assert.Equal("IA3505", (await host.Acme.Messages.FindAsync(record.Id, CancellationToken.None))!.Message.Fault?.Code);
    }

    [Fact]
    public async Task An_attempt_that_is_to_be_tried_again_does_not_replace_the_end()
    {
        await using var host = new StoreHost();
        var record = host.Record();
        host.Log(Attempt(record), MessageStatus.Cancelled);
        await host.FindAsync(new MessageQuery());

        host.Log(Attempt(record), MessageStatus.Retry);

        Assert.Equal(MessageStatus.Cancelled, await host.StatusAsync(record));
    }

    private static MessageRecord Attempt(MessageRecord of) => new() { Flow = of.Flow, Id = of.Id, Started = of.Started };

    private static MessageRecord Late(MessageRecord of)
    {
        var record = Attempt(of);
        (record.Status, record.Fault) = (MessageStatus.Failed, Stale);
        return record;
    }
}
