using IntegrationActors.Storage.Database;

namespace IntegrationActors.Storage.Tests.Database;

public sealed class GroupCommitWriterTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task A_durable_write_is_visible_to_others_when_its_task_completes()
    {
        await using var database = new NumberDatabase();

        await database.InsertAsync(7);

        Assert.True(database.Has(7));
    }

    [Fact]
    public async Task A_refused_write_fails_alone()
    {
        await using var database = new NumberDatabase();
        await database.InsertAsync(1);

        var before = database.InsertAsync(2);
        var twice = database.InsertAsync(1);
        var after = database.InsertAsync(3);

        await Task.WhenAll(before, after);
        await Assert.ThrowsAsync<Microsoft.Data.Sqlite.SqliteException>(() => twice);
        Assert.Equal(3, database.Count());
        Assert.Equal(1, database.Opened);
    }

    [Fact]
    public async Task A_deferred_write_is_committed_though_nobody_waits_and_nothing_else_is_written()
    {
        await using var database = new NumberDatabase();
        var write = new DeferredNumber(1);

        database.Writer.Defer(write);

        await write.Done.WaitAsync(Patience);
        Assert.True(database.Has(1));
    }

    [Fact]
    public async Task A_flush_commits_all_that_was_deferred_before_it()
    {
        await using var database = new NumberDatabase();
        var writes = Enumerable.Range(0, 3000).Select(i => new DeferredNumber(i)).ToList();
        writes.ForEach(database.Writer.Defer);

        await database.Writer.FlushAsync();

        Assert.Equal(3000, database.Count());
        Assert.All(writes, write => Assert.True(write.Done.IsCompleted));
    }

    [Fact]
    public async Task Many_writers_at_once_lose_nothing_and_share_commits()
    {
        await using var database = new NumberDatabase();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(async writer =>
        {
            for (var i = 0; i < 200; i++)
            {
                await database.InsertAsync((writer * 1000) + i);
                database.Writer.Defer(new DeferredNumber((writer * 1000) + 500 + i));
            }
        }));
        await database.Writer.FlushAsync();

        Assert.Equal(3200, database.Count());
    }

    [Fact]
    public async Task An_io_error_fails_those_who_wait_opens_the_file_anew_and_keeps_what_was_deferred()
    {
        await using var database = new NumberDatabase();
        var deferred = new DeferredNumber(5);

        database.Writer.Defer(deferred);
        var broken = database.Writer.WriteAsync<bool>(_ => throw new IOException("Input/output error"));

        await Assert.ThrowsAsync<StoreUnavailableException>(() => broken);
        await deferred.Done.WaitAsync(Patience);
        await database.InsertAsync(6);
        Assert.True(database.Has(5));
        Assert.True(database.Has(6));
        Assert.Equal(2, database.Opened);
        Assert.Equal(1, database.Broken);
        Assert.Equal(1, database.Recovered);
    }

    [Fact]
    public async Task Is_behind_while_nothing_can_be_written_and_refuses_those_who_would_wait()
    {
        await using var database = new NumberDatabase { CanOpen = false };
        await Assert.ThrowsAsync<StoreUnavailableException>(() => database.Writer.WriteAsync<bool>(_ => throw new IOException("Input/output error")));

        Assert.True(database.Writer.IsBehind);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => database.InsertAsync(1));

        database.CanOpen = true;
        await database.InsertAsync(2);
        await StoreHost.UntilAsync(() => !database.Writer.IsBehind);
        Assert.Equal(1, database.Count());
    }

    [Fact]
    public async Task Recovers_though_nobody_has_anything_to_write()
    {
        await using var database = new NumberDatabase { CanOpen = false };
        await Assert.ThrowsAsync<StoreUnavailableException>(() => database.Writer.WriteAsync<bool>(_ => throw new IOException("Input/output error")));
        Assert.True(database.Writer.IsBehind);

        database.CanOpen = true;

        await StoreHost.UntilAsync(() => !database.Writer.IsBehind);
        Assert.Equal((1, 1), (database.Broken, database.Recovered));
    }

    [Fact]
    public async Task Is_behind_when_too_much_is_deferred()
    {
        await using var database = new NumberDatabase();
        using var hold = new ManualResetEventSlim();
        var held = database.Writer.WriteAsync(connection =>
        {
            hold.Wait();
            return true;
        });

        for (var i = 0; i < DeferredQueue.Limit; i++)
        {
            database.Writer.Defer(new DeferredNumber(i));
        }

        Assert.True(database.Writer.IsBehind);
        hold.Set();
        await held;
        await database.Writer.FlushAsync();
        Assert.False(database.Writer.IsBehind);
        Assert.Equal(DeferredQueue.Limit, database.Count());
    }

    [Fact]
    public async Task Is_behind_when_few_deferred_writes_hold_much_memory()
    {
        await using var database = new NumberDatabase();
        using var hold = new ManualResetEventSlim();
        var held = database.Writer.WriteAsync(connection =>
        {
            hold.Wait();
            return true;
        });

        for (var i = 0; i < 10; i++)
        {
            Assert.False(database.Writer.IsBehind);
            database.Writer.Defer(new DeferredNumber(i, DeferredQueue.MostBytes / 10 + 1));
        }

        Assert.True(database.Writer.IsBehind);
        hold.Set();
        await held;
        await database.Writer.FlushAsync();
        await StoreHost.UntilAsync(() => !database.Writer.IsBehind);
        Assert.Equal(10, database.Count());
    }

    [Fact]
    public async Task After_a_failure_the_write_ahead_log_begins_anew_since_nobody_knows_what_of_it_is_on_the_disk()
    {
        await using var database = new NumberDatabase();
        for (var i = 0; i < 50; i++)
        {
            await database.InsertAsync(i);
        }

        var before = database.LogBytes;
        await Assert.ThrowsAsync<StoreUnavailableException>(() => database.Writer.WriteAsync<bool>(_ => throw new IOException("Input/output error")));
        await StoreHost.UntilAsync(() => !database.Writer.IsBehind);
        await database.InsertAsync(50);

        Assert.InRange(database.LogBytes, 1, before / 4);
        Assert.True(database.Has(0) && database.Has(50));
    }

    [Fact]
    public async Task A_deferred_write_that_is_refused_is_left_out_and_told()
    {
        await using var database = new NumberDatabase();
        await database.InsertAsync(1);
        var (good, bad) = (new DeferredNumber(2), new DeferredNumber(1));

        database.Writer.Defer(bad);
        database.Writer.Defer(good);
        await database.Writer.FlushAsync();

        Assert.True(good.Done.IsCompleted);
        Assert.False(bad.Done.IsCompleted);
        Assert.Equal((1, 2), (good.RolledBackTimes, bad.RolledBackTimes));
        Assert.Equal(1, database.Refused);
        Assert.Equal(2, database.Count());
    }

    [Fact]
    public async Task Closing_commits_what_waits_and_refuses_what_comes_later()
    {
        await using var database = new NumberDatabase();
        database.Writer.Defer(new DeferredNumber(1));

        await database.Writer.DisposeAsync();

        Assert.True(database.Has(1));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => database.InsertAsync(2));
    }
}
