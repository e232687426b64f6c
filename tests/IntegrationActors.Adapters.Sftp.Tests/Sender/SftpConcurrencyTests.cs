using System.Text;
using IntegrationActors.Adapters.Sftp.Tests.Support;
using IntegrationActors.Contracts;
using IntegrationActors.Core.MessageLog;

namespace IntegrationActors.Adapters.Sftp.Tests.Sender;

/// <summary>Several files in flight, on a real server.</summary>
public sealed class SftpConcurrencyTests : SenderTest
{
    [ServerFact]
    public async Task Several_files_run_at_once_when_the_channel_says_so_and_each_stays_until_its_run_is_completed()
    {
        var go = new TaskCompletionSource();
        for (var i = 0; i < 40; i++)
        {
            Peer.Put($"f{i:00}", Encoding.UTF8.GetBytes($"{i}"));
        }

        Host.Sink.Before = (_, cancel) => go.Task.WaitAsync(cancel);
        await DeployAsync("concurrency: 4, sortBy: name, maxMessagesPerPoll: 10");
        await Eventually.HoldsAsync(() => Host.Sink.Begun == 4);
        var during = Peer.Files().Length;
        go.SetResult();
        await EndedAsync(40);

        Assert.Equal((40, 4), (during, Host.Sink.Most));
        Assert.Equal(40, Host.Sink.Taken.Select(t => t.Text).Distinct().Count());
        await Eventually.HoldsAsync(() => Peer.Files().Length == 0);
    }

    [ServerFact]
    public async Task What_was_taken_ahead_is_given_back_when_the_flow_is_taken_away()
    {
        var never = new TaskCompletionSource();
        for (var i = 0; i < 12; i++)
        {
            Peer.Put($"f{i:00}", Encoding.UTF8.GetBytes($"{i}"));
        }

        Host.Sink.Before = (_, cancel) => never.Task.WaitAsync(cancel);
        var flow = await DeployAsync("concurrency: 8, readLock: rename, readLockInterval: 100ms");
        await Eventually.HoldsAsync(() => Host.Sink.Begun == 8);
        await flow.RetireAsync(TimeSpan.Zero);
        Host.Sink.Before = (_, _) => Task.CompletedTask;
        var waiting = Peer.Files().Length;
        await DeployAsync("concurrency: 8, readLock: rename, readLockInterval: 100ms");
        await Eventually.HoldsAsync(() => Host.Ended.Count(r => r.Status == MessageStatus.Completed) == 12);

        Assert.Equal((12, 12), (waiting, Host.Sink.Taken.Count));
        await Eventually.HoldsAsync(() => Peer.Files().Length == 0);
    }

    [ServerFact]
    public async Task Files_taken_at_once_come_again_when_the_connection_is_cut()
    {
        var isCut = 0;
        for (var i = 0; i < 40; i++)
        {
            Peer.Put($"f{i:00}", Encoding.UTF8.GetBytes($"{i}"));
        }

        Host.Sink.After = (_, _) =>
        {
            if (Host.Sink.Taken.Count >= 10 && Interlocked.Exchange(ref isCut, 1) == 0)
            {
                Peer.Proxy.Set("mode=reset");
            }

            return Task.CompletedTask;
        };
        await Host.DeployAsync(FlowOf($"{Peer.Access(throughProxy: true)}, concurrency: 4, maxMessagesPerPoll: 500"));
        await Eventually.HoldsAsync(() => Peer.Files().Length == 0);

        Assert.Equal(40, Host.Sink.Taken.Select(t => t.Text).Distinct().Count());
    }
}
