using System.Text;
using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Storage.MessageLog.Search;

namespace IntegrationActors.Storage.Tests.MessageLog;

public sealed class StoreMessageLogTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task A_finished_message_is_found_with_all_its_fields(DatabaseKind database)
    {
        await using var host = new StoreHost(database);
        var predecessor = MessageId.Create(host.Time.GetUtcNow());
        var record = host.Begin(host.Record(correlation: "business-7"));
        (record.ApplicationId, record.MessageType, record.CustomStatus) = ("A-1", "Order", "Checked");
        (record.Sender, record.Receiver, record.Predecessor, record.IntermediateError) = ("shop", "erp", predecessor, true);
        record.AddKey("orderId", "4711");
        record.AddKey("région", "Ärger ☂");
        record.Fault = new Fault("IA3302", "The call failed.", "Ask them.") { Step = "erp", Span = new SourceSpan("orders.flow.yaml", 12, 5) };
        record.Steps.End(record.Steps.Begin(3, 100), 900, failed: false);
        record.Steps.End(record.Steps.Begin(4, 1000), 70_000, failed: true);
        (record.Status, record.Duration) = (MessageStatus.Escalated, 71_234);
        host.Acme.MessageLog.End(record);
        await host.ReopenAsync();

        var found = await host.Acme.Messages.FindAsync(record.Id, CancellationToken.None);

        Assert.NotNull(found);
        Assert.Equal([new StepRun(3, 100, 900, false), new StepRun(4, 1000, 70_000, true)], found.Steps);
        var message = found.Message;
        Assert.Equal([new("orderId", "4711"), new("région", "Ärger ☂")], message.Keys);
        Assert.Equal(new MessageFault("IA3302", "The call failed.", "Ask them.", "erp", "orders.flow.yaml(12,5)"), message.Fault);
        Assert.Equal(
            new MessageEntry
            {
                Id = record.Id, Flow = "orders", Version = 1, Level = MessageLogLevel.Info, Status = MessageStatus.Escalated, Started = record.Started,
                Duration = TimeSpan.FromMicroseconds(71_234), CorrelationId = "business-7", ApplicationId = "A-1", MessageType = "Order", CustomStatus = "Checked",
                Sender = "shop", Receiver = "erp", Predecessor = predecessor, IntermediateError = true, Fault = message.Fault, Keys = message.Keys, StepTotal = 2,
            },
            message);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_running_message_is_found_as_processing_until_it_ends(DatabaseKind database)
    {
        await using var host = new StoreHost(database);
        var record = host.Begin(host.Record(correlation: "c-1"));

        var running = (await host.Acme.Messages.FindAsync(record.Id, CancellationToken.None))!.Message;
        host.End(record);

        Assert.Equal(MessageStatus.Processing, running.Status);
        Assert.Equal("c-1", running.CorrelationId);
        Assert.Null(running.Duration);
        Assert.Equal(MessageStatus.Completed, await host.StatusAsync(record));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_message_that_is_the_first_of_its_business_transaction_correlates_with_itself(DatabaseKind database)
    {
        await using var host = new StoreHost(database);
        var silent = host.Log(host.Record());
        var explicitly = host.Record();
        explicitly.CorrelationId = explicitly.Id.ToString();
        host.Log(explicitly);

        foreach (var record in new[] { silent, explicitly })
        {
            Assert.Equal(record.Id.ToString(), (await host.Acme.Messages.FindAsync(record.Id, CancellationToken.None))!.Message.CorrelationId);
        }
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Level_none_leaves_nothing(DatabaseKind database)
    {
        await using var host = new StoreHost(database);
        var running = host.Begin(host.Record(level: MessageLogLevel.None));
        var failed = host.Log(host.Record(level: MessageLogLevel.None), MessageStatus.Failed);

        Assert.Equal(-1, running.Slot);
        Assert.Empty(await host.FindAsync(new MessageQuery()));
        await host.ReopenAsync();
        Assert.Null(await host.StatusAsync(running));
        Assert.Null(await host.StatusAsync(failed));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Level_error_keeps_failed_and_interrupted_messages_alone(DatabaseKind database)
    {
        await using var host = new StoreHost(database);
        var completed = host.Log(host.Record(level: MessageLogLevel.Error));
        var failed = host.Log(host.Record(level: MessageLogLevel.Error), MessageStatus.Failed);
        var running = host.Begin(host.Record(level: MessageLogLevel.Error));

        Assert.Equal([failed.Id], await host.FindAsync(new MessageQuery()));
        await host.ReopenAsync();
        Assert.Null(await host.StatusAsync(completed));
        Assert.Equal(MessageStatus.Abandoned, await host.StatusAsync(running));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_later_attempt_of_the_same_message_takes_the_place_of_the_earlier(DatabaseKind database)
    {
        await using var host = new StoreHost(database);
        var first = host.Record();
        first.AddKey("try", "1");
        host.Log(first, MessageStatus.Retry);
        var second = new MessageRecord { Flow = first.Flow, Id = first.Id, Started = first.Started };
        second.AddKey("try", "2");

        host.Log(second);

        Assert.Equal(MessageStatus.Completed, await host.StatusAsync(first));
        Assert.Empty(await host.FindAsync(new MessageQuery { KeyName = "try", KeyValue = "1" }));
        Assert.Equal([first.Id], await host.FindAsync(new MessageQuery { KeyName = "try", KeyValue = "2" }));
    }

    [Fact]
    public async Task Captured_content_comes_back_as_it_was_and_is_not_readable_on_disk()
    {
        await using var host = new StoreHost();
        var record = host.Record(level: MessageLogLevel.Trace);
        record.Trace =
        [
            new TraceEntry(0, 1, "before", [new("X-Region", "EU")], [new("orderId", "4711")], Encoding.UTF8.GetBytes("PLAINBODY-ä"), 12),
            new TraceEntry(1, 2, "end", [], [], default, 0),
        ];
        host.Log(record);

        var trace = await host.Acme.Messages.TraceAsync(record.Id, CancellationToken.None);
        await host.Stores.DisposeAsync();
        var disk = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(Path.Combine(host.Folder("acme"), "store.db")));

        Assert.Equal(["before", "end"], trace.Select(entry => entry.Point));
        Assert.Equal("PLAINBODY-ä", Encoding.UTF8.GetString(trace[0].Body.Span));
        Assert.Equal([new("X-Region", "EU")], trace[0].Headers);
        Assert.Equal([new("orderId", "4711")], trace[0].Properties);
        Assert.Equal((0, 1, 12), (trace[0].Sequence, trace[0].Node, trace[0].BodyLength));
        Assert.DoesNotContain("PLAINBODY", disk);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_thousand_steps_take_no_more_than_ten_bytes_each(DatabaseKind database)
    {
        await using var host = new StoreHost(database);
        var record = host.Record(level: MessageLogLevel.Debug);
        record.Steps.KeepLast(1000);
        for (var i = 0; i < 1200; i++)
        {
            record.Steps.End(record.Steps.Begin(i % 40, i * 150), 149, failed: false);
        }

        host.Log(record);
        var found = await host.Acme.Messages.FindAsync(record.Id, CancellationToken.None);
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        IntegrationActors.Storage.MessageLog.PackedSteps.Write(buffer, record.Steps);

        Assert.Equal(1200, found!.Message.StepTotal);
        Assert.Equal(1000, found.Steps.Count);
        Assert.Equal(new StepRun(200 % 40, 200 * 150, 149, false), found.Steps[0]);
        Assert.InRange(buffer.WrittenCount, 1000, 10_000);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Messages_of_one_tenant_are_not_seen_by_another(DatabaseKind database)
    {
        await using var host = new StoreHost(database);
        var (mine, running) = (host.Log(host.Record()), host.Begin(host.Record()));
        var other = host.Stores.Get("globex");

        Assert.Null(await other.Messages.FindAsync(mine.Id, CancellationToken.None));
        Assert.Null(await other.Messages.FindAsync(running.Id, CancellationToken.None));
        Assert.Empty((await other.Messages.SearchAsync(new MessageQuery(), CancellationToken.None)).Messages);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Among_many_messages_of_one_commit_each_takes_the_place_of_its_earlier_attempt(DatabaseKind database)
    {
        await using var host = new StoreHost(database);
        var records = Enumerable.Range(0, 50).Select(_ => host.Record()).ToList();
        foreach (var record in records.Where((_, i) => i % 20 == 7))
        {
            host.Log(new MessageRecord { Flow = record.Flow, Id = record.Id, Started = record.Started }, MessageStatus.Retry);
        }

        await host.FindAsync(new MessageQuery());
        records.ForEach(record => record.AddKey("try", "2"));

        records.ForEach(record => host.Log(record));

        Assert.Equal(50, (await host.FindAsync(new MessageQuery { KeyName = "try", KeyValue = "2", Limit = 100 })).Length);
        var counts = await host.Acme.Messages.CountAsync(DateTimeOffset.UnixEpoch, host.Time.GetUtcNow().AddDays(1), CancellationToken.None);
        Assert.Equal(new KeyValuePair<MessageStatus, long>(MessageStatus.Completed, 50), Assert.Single(counts));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Of_several_attempts_of_many_messages_in_one_commit_the_last_ones_stay(DatabaseKind database)
    {
        await using var host = new StoreHost(database);
        var first = Enumerable.Range(0, 40).Select(_ => host.Record()).ToList();

        for (var attempt = 1; attempt <= 4; attempt++)
        {
            foreach (var message in first)
            {
                var record = new MessageRecord { Flow = message.Flow, Id = message.Id, Started = message.Started };
                record.AddKey("try", $"{attempt}");
                host.Log(record, attempt == 4 ? MessageStatus.Completed : MessageStatus.Retry);
            }
        }

        Assert.Equal(40, (await host.FindAsync(new MessageQuery { KeyName = "try", KeyValue = "4", Limit = 100 })).Length);
        Assert.Empty(await host.FindAsync(new MessageQuery { KeyName = "try", KeyValue = "1" }));
        Assert.Empty(await host.FindAsync(new MessageQuery { KeyName = "try", KeyValue = "3" }));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Messages_logged_by_many_threads_are_all_there(DatabaseKind database)
    {
        await using var host = new StoreHost(database);
        var records = Enumerable.Range(0, 8).Select(_ => Enumerable.Range(0, 500).Select(_ => host.Record()).ToList()).ToList();

        await Task.WhenAll(records.Select(list => Task.Run(() => list.ForEach(record => host.End(host.Begin(record))))));

        var counts = await host.Acme.Messages.CountAsync(DateTimeOffset.UnixEpoch, host.Time.GetUtcNow().AddDays(1), CancellationToken.None);
        Assert.Equal(4000, counts[MessageStatus.Completed]);
        Assert.Single(counts);
    }
}
