using IntegrationActors.Core.Stores.Locks;
using IntegrationActors.Storage.Tests.Contents;

namespace IntegrationActors.Storage.Tests.Locks;

public sealed class MessageLockStoreTests
{
    [Fact]
    public async Task Of_many_owners_one_gets_the_lock_and_others_after_it_is_released()
    {
        await using var host = new StoreHost();

        var locks = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => AcquireAsync(host, $"node {i}"))));
        var held = Assert.Single(locks, taken => taken is not null)!;

        Assert.Null(await AcquireAsync(host, "another"));
        Assert.True(await host.Acme.Locks.ReleaseAsync(held.Id));
        Assert.False(await host.Acme.Locks.ReleaseAsync(held.Id));
        Assert.NotNull(await AcquireAsync(host, "another"));
    }

    [Fact]
    public async Task The_owner_extends_its_lock_which_survives_a_restart()
    {
        await using var host = new StoreHost();
        await AcquireAsync(host, "a");
        host.Time.Advance(TimeSpan.FromMinutes(9));
        await host.ReopenAsync();
        Assert.NotNull(await AcquireAsync(host, "a"));

        host.Time.Advance(TimeSpan.FromMinutes(9));

        Assert.Null(await AcquireAsync(host, "b"));
    }

    [Fact]
    public async Task An_expired_lock_is_stolen_and_its_former_holder_releases_nothing()
    {
        await using var host = new StoreHost();
        var former = await AcquireAsync(host, "a");
        host.Time.Advance(TimeSpan.FromMinutes(10));

        var thief = await AcquireAsync(host, "b");

        Assert.NotNull(thief);
        Assert.False(await host.Acme.Locks.ReleaseAsync(former!.Id));
        Assert.Equal([thief], await host.Acme.Locks.ListAsync(CancellationToken.None));
    }

    [Fact]
    public async Task The_newest_500_are_listed_newest_first_and_expired_ones_are_deleted()
    {
        await using var host = new StoreHost();
        for (var i = 0; i < 510; i++)
        {
            host.Time.Advance(TimeSpan.FromMilliseconds(1));
            await AcquireAsync(host, "a", $"{i}");
        }

        var listed = await host.Acme.Locks.ListAsync(CancellationToken.None);
        Assert.Equal((500, "509", "10"), (listed.Count, listed[0].Entry, listed[^1].Entry));

        host.Time.Advance(TimeSpan.FromMinutes(10));
        await host.CleanAsync();
        Assert.Empty(await host.Acme.Locks.ListAsync(CancellationToken.None));
    }

    private static Task<MessageLock?> AcquireAsync(StoreHost host, string owner, string entry = "in/a.txt") => host.Acme.Locks.AcquireAsync(
        new MessageLockRequest { Component = "SFTP", Source = "files.example", Entry = entry, Owner = owner, ExpiresAfter = TimeSpan.FromMinutes(10) },
        CancellationToken.None).AsTask();
}
