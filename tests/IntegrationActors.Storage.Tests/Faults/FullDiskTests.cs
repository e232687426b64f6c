using IntegrationActors.Core.MessageLog;
using IntegrationActors.Storage.MessageLog.Search;

namespace IntegrationActors.Storage.Tests.Faults;

public sealed class FullDiskTests
{
    [SmallDiskFact]
    public async Task A_full_disk_stops_admission_and_loses_nothing_that_had_begun()
    {
        using var disk = new SmallDisk(8);
        await using var host = new StoreHost(disk.Path);
        var before = host.Log(host.Record());
        var across = host.Begin(host.Record());
        Assert.False(host.Acme.MessageLog.IsBehind);
        disk.Fill();

        await Assert.ThrowsAsync<StoreUnavailableException>(FillDatabaseAsync);
        host.End(across, MessageStatus.Failed);
        await StoreHost.UntilAsync(() => host.Acme.MessageLog.IsBehind);
        var found = await host.FindAsync(new MessageQuery());
        Assert.Contains(before.Id, found);
        Assert.Contains(across.Id, found);

        disk.MakeRoom();
        await StoreHost.UntilAsync(() => !host.Acme.MessageLog.IsBehind);
        await host.ReopenAsync();
        Assert.Equal(MessageStatus.Completed, await host.StatusAsync(before));
        Assert.Equal(MessageStatus.Failed, await host.StatusAsync(across));

        async Task FillDatabaseAsync()
        {
            for (var i = 0; i < 1000; i++)
            {
                await host.Acme.Credentials.PutUserAsync($"c{i}", "user", new string('x', 50_000));
            }
        }
    }

    [SmallDiskFact]
    public async Task A_store_that_nobody_writes_to_stays_behind_while_the_disk_is_full_and_is_well_when_there_is_room()
    {
        using var disk = new SmallDisk(8);
        await using var host = new StoreHost(disk.Path);
        await host.Acme.Clients.PutAsync("shop", []);
        disk.Fill();
        await Assert.ThrowsAsync<StoreUnavailableException>(async () =>
        {
            for (var i = 0; i < 1000; i++)
            {
                await host.Acme.Credentials.PutUserAsync($"c{i}", "user", new string('x', 50_000));
            }
        });

        for (var i = 0; i < 20; i++)
        {
            Assert.True(host.Acme.MessageLog.IsBehind);
            await Task.Delay(20);
        }

        disk.MakeRoom();
        await StoreHost.UntilAsync(() => !host.Acme.MessageLog.IsBehind);
        Assert.True(await host.Acme.Clients.PutAsync("other", []));
    }

    [SmallDiskFact]
    public async Task A_ledger_that_cannot_grow_stops_admission_instead_of_the_process()
    {
        using var disk = new SmallDisk(4);
        await using var host = new StoreHost(disk.Path);
        _ = host.Acme;
        disk.Fill();

        var running = Enumerable.Range(0, 1030).Select(_ => host.Begin(host.Record())).ToList();

        Assert.True(host.Acme.MessageLog.IsBehind);
        Assert.Equal(6, running.Count(record => record.Slot < 0));
        disk.MakeRoom();
        running.ForEach(record => host.End(record));
        await StoreHost.UntilAsync(() => !host.Acme.MessageLog.IsBehind);
        var counts = await host.Acme.Messages.CountAsync(DateTimeOffset.UnixEpoch, host.Time.GetUtcNow().AddDays(1), CancellationToken.None);
        Assert.Equal(1030, counts[MessageStatus.Completed]);
    }
}
