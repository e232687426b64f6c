using System.Collections.Concurrent;
using IntegrationActors.Adapters.Sftp.Tests.Support;
using IntegrationActors.Contracts;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Stores.Locks;

namespace IntegrationActors.Adapters.Sftp.Tests.Sender;

/// <summary>How long files stay locked whose node died (<c>lockTimeout</c>).</summary>
public sealed class SftpLockTests : SenderTest
{
    [ServerTheory]
    [InlineData("lockTimeout: 10s", 10)]
    [InlineData("lockTimeout: 1h", 3600)]
    [InlineData("", 120)]
    public async Task A_lock_has_the_time_that_the_channel_says(string option, int seconds)
    {
        var go = new TaskCompletionSource();
        Host.Sink.Before = (_, cancel) => go.Task.WaitAsync(cancel);
        Peer.Put("a", "a"u8);
        await DeployAsync(option);
        await Eventually.HoldsAsync(() => Host.Sink.Begun == 1);

        var held = await LockOfAsync("a");
        go.SetResult();
        await EndedAsync(1);

        Assert.Equal(TimeSpan.FromSeconds(seconds), held!.Expires - held.Created);
        Assert.Null(await LockOfAsync("a"));
    }

    [ServerFact]
    public async Task A_lock_is_renewed_for_as_long_as_the_file_is_worked_on()
    {
        var go = new TaskCompletionSource();
        Host.Sink.Before = (_, cancel) => go.Task.WaitAsync(cancel);
        Peer.Put("a", "a"u8);
        await DeployAsync("lockTimeout: 10s");
        await Eventually.HoldsAsync(() => Host.Sink.Begun == 1);
        var first = await LockOfAsync("a");

        await Eventually.HoldsAsync(async () => await LockOfAsync("a") is { } held && held.Expires > first!.Expires && Host.Time.GetUtcNow() > first.Expires);
        go.SetResult();
        await EndedAsync(1);

        Assert.Equal(1, Host.Sink.Begun);
        Assert.Equal(MessageStatus.Completed, Assert.Single(Host.Ended).Status);
    }

    [ServerFact]
    public async Task A_file_whose_node_died_is_taken_when_its_lock_runs_out_and_not_before()
    {
        var began = new ConcurrentDictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        MessageLock? held = null;
        Host.Sink.Before = async (exchange, _) =>
        {
            began[exchange.Headers["CamelFileName"]!] = Host.Time.GetUtcNow();
            held ??= await LockOfAsync("file");
        };
        Peer.Put("file", "alive"u8);
        await DeployAsync("lockTimeout: 10s");
        await EndedAsync(1);

        var dead = await LockAsDeadAsync(held!);
        Peer.Put("file", "dead"u8);
        Peer.Put("free", "free"u8);
        await EndedAsync(3);

        Assert.InRange(began["free"], DateTimeOffset.MinValue, dead.Expires);
        Assert.InRange(began["file"], dead.Expires, DateTimeOffset.MaxValue);
        Assert.Equal(["alive", "free", "dead"], Host.Sink.Taken.Select(taken => taken.Text));
        Assert.Empty(Peer.Files());
    }

    private async Task<MessageLock?> LockOfAsync(string name) => (await Host.Stores.Locks.ListAsync(CancellationToken.None)).FirstOrDefault(held => held.Entry.EndsWith($"/{name}", StringComparison.Ordinal));

    /// <summary>The lock as another node takes it for the same time, which renews and releases it no more.</summary>
    private async Task<MessageLock> LockAsDeadAsync(MessageLock held)
    {
        var request = new MessageLockRequest { Component = held.Component, Source = held.Source, Entry = held.Entry, Owner = "a node that died", ExpiresAfter = held.Expires - held.Created };
        return (await Host.Stores.Locks.AcquireAsync(request, CancellationToken.None))!;
    }
}
