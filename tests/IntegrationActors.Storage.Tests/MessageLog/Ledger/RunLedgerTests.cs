using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Storage.MessageLog.Ledger;

namespace IntegrationActors.Storage.Tests.MessageLog.Ledger;

public sealed class RunLedgerTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Path => _folder.File("running.ledger");

    [Fact]
    public void What_a_dead_process_left_is_read_back()
    {
        var (running, ended) = (Record("orders"), Record("invoices"));
        using (var ledger = Open())
        {
            ledger.Begin(running);
            var slot = ledger.Begin(ended);
            (ended.Status, ended.Duration, ended.IntermediateError) = (MessageStatus.Failed, 99, true);
            ended.Fault = new Fault("IA3302", "No answer from ☂");
            ledger.End(slot, ended);
        }

        var remains = Remains();

        Assert.Equal(0, remains.Damaged);
        Assert.Equal(
            [
                new LedgerEntry(running.Id, "orders", 3, MessageLogLevel.Info, running.Started, "corr"),
                new LedgerEntry(ended.Id, "invoices", 3, MessageLogLevel.Info, ended.Started, "corr") { End = new(MessageStatus.Failed, true, 99, "IA3302", "No answer from ☂") },
            ],
            remains.Entries.OrderBy(entry => entry.End is not null));
    }

    [Fact]
    public void Long_texts_are_cut_at_a_character()
    {
        var record = Record(new string('ü', 100), new string('☂', 100));
        record.Fault = new Fault("IA3302", new string('☂', 5000));
        using (var ledger = Open())
        {
            ledger.End(ledger.Begin(record), record);
        }

        var entry = Assert.Single(Remains().Entries);

        Assert.Equal(new string('ü', 64), entry.Flow);
        Assert.Matches("^☂+$", entry.CorrelationId);
        Assert.Matches("^☂+$", entry.End!.FaultMessage);
    }

    [Fact]
    public void A_freed_slot_is_used_again_and_leaves_no_trace()
    {
        using (var ledger = Open())
        {
            var slot = ledger.Begin(Record("first"));
            ledger.Release(slot);

            Assert.Equal(slot, ledger.Begin(Record("second")));
            Assert.Equal("second", Assert.Single(ledger.Snapshot()).Flow);
        }

        Assert.Equal("second", Assert.Single(Remains().Entries).Flow);
    }

    [Fact]
    public void Grows_when_more_messages_run_than_it_has_slots()
    {
        using (var ledger = Open())
        {
            var slots = Enumerable.Range(0, 3000).Select(_ => ledger.Begin(Record("orders"))).ToList();

            Assert.Equal(3000, slots.Distinct().Count());
            Assert.False(ledger.IsFull);
            Assert.Equal(3000, ledger.Snapshot().Count);
        }

        Assert.Equal(3000, Remains().Entries.Count);
    }

    [Fact]
    public async Task Threads_that_take_and_free_slots_never_share_one()
    {
        using var ledger = Open();
        var taken = new System.Collections.Concurrent.ConcurrentDictionary<int, int>();
        var shared = 0;

        await Task.WhenAll(Enumerable.Range(0, 8).Select(thread => Task.Run(() =>
        {
            var record = Record("orders");
            for (var i = 0; i < 20_000; i++)
            {
                var slot = ledger.Begin(record);
                Interlocked.Add(ref shared, taken.TryAdd(slot, thread) ? 0 : 1);
                taken.TryRemove(slot, out _);
                ledger.Release(slot);
            }
        })));

        Assert.Equal(0, shared);
        Assert.Empty(ledger.Snapshot());
    }

    [Fact]
    public void A_damaged_slot_is_counted_and_the_others_are_read()
    {
        var records = Enumerable.Range(0, 3).Select(i => Record($"flow{i}")).ToList();
        using (var ledger = Open())
        {
            records.ForEach(record => ledger.Begin(record));
        }

        Damage(LedgerFile.HeaderBytes + LedgerSlot.Size + 30);

        var remains = Remains();
        Assert.Equal(1, remains.Damaged);
        Assert.Equal(["flow0", "flow2"], remains.Entries.Select(entry => entry.Flow).Order());
    }

    [Fact]
    public void A_damaged_end_leaves_the_begin()
    {
        using (var ledger = Open())
        {
            var record = Record("orders");
            record.Status = MessageStatus.Completed;
            ledger.End(ledger.Begin(record), record);
        }

        Damage(LedgerFile.HeaderBytes + 270);

        var entry = Assert.Single(Remains().Entries);
        Assert.Null(entry.End);
        Assert.Equal(MessageStatus.Processing, entry.Status);
    }

    [Fact]
    public void A_file_that_is_no_ledger_is_set_aside()
    {
        File.WriteAllText(Path, "this is not what it should be");

        using (var file = LedgerFile.Open(Path, out var remains))
        {
            Assert.Equal((0, 1), (remains.Entries.Count, remains.Damaged));
        }

        Assert.Equal("this is not what it should be", File.ReadAllText(Path + ".damaged"));
    }

    [Fact]
    public void A_file_of_another_version_is_refused_and_kept()
    {
        Open().Dispose();
        Damage(8);

        Assert.Throws<StoreVersionException>(Remains);

        Assert.True(new FileInfo(Path).Length > LedgerFile.HeaderBytes);
    }

    [Fact]
    public void A_second_process_is_kept_out()
    {
        using var ledger = Open();

        Assert.Throws<IOException>(Remains);
    }

    public void Dispose() => _folder.Dispose();

    private static MessageRecord Record(string flow, string correlation = "corr")
    {
        var started = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
        return new() { Flow = new FlowIdentity("acme", flow, 3), Id = MessageId.Create(started), Started = started, CorrelationId = correlation };
    }

    private RunLedger Open() => new(LedgerFile.Open(Path, out _));

    private LedgerRemains Remains()
    {
        using var file = LedgerFile.Open(Path, out var remains);
        return remains;
    }

    private void Damage(int offset)
    {
        using var stream = new FileStream(Path, FileMode.Open, FileAccess.ReadWrite);
        stream.Position = offset;
        var value = stream.ReadByte();
        stream.Position = offset;
        stream.WriteByte((byte)~value);
    }
}
