using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Engine.Inlets;

namespace IntegrationActors.Contracts;

/// <summary>What every channel promises that fetches messages. The suite of an adapter derives from it and says how its sender system is reached.</summary>
public abstract class SenderContract : IAsyncLifetime
{
    protected abstract FlowHost Host { get; }

    /// <summary>The channel as it stands below <c>from</c>, which polls often.</summary>
    protected abstract string Channel { get; }

    /// <summary>The channel with a wrong password, and that password.</summary>
    protected abstract (string Channel, string Password) WrongLogin { get; }

    protected abstract Task PutAsync(string name, byte[] body);

    /// <summary>How many messages the sender system still has.</summary>
    protected abstract int Waiting();

    /// <summary>Cuts all connections; new ones can be made.</summary>
    protected abstract void Cut();

    public abstract Task InitializeAsync();

    public abstract Task DisposeAsync();

    [ServerFact]
    public async Task Bodies_of_all_sizes_arrive_as_they_were_sent()
    {
        var bodies = Bodies(0, 1, 1000, 4096, 65_536, 300_001, 1_048_576);
        for (var i = 0; i < bodies.Length; i++)
        {
            await PutAsync($"body-{i}", bodies[i]);
        }

        await DeployAsync();
        await Eventually.HoldsAsync(() => Host.Ended.Count >= bodies.Length);

        Assert.Equal(bodies.Select(b => Sink.HashOf(b)).Order(), Host.Sink.Taken.Select(d => d.Hash).Order());
        Assert.All(Host.Ended, record => Assert.Equal(MessageStatus.Completed, record.Status));
        await Eventually.HoldsAsync(() => Waiting() == 0);
    }

    [ServerFact]
    public async Task A_failed_message_stays_and_comes_again()
    {
        await PutAsync("once", "first"u8.ToArray());
        Host.Sink.After = (_, _) => Host.Sink.Begun < 3 ? throw new FaultException("IA9999", "not yet") : Task.CompletedTask;

        await DeployAsync();
        await Eventually.HoldsAsync(() => Host.Ended.Any(r => r.Status == MessageStatus.Completed));

        Assert.Equal(3, Host.Sink.Begun);
        await Eventually.HoldsAsync(() => Waiting() == 0);
    }

    [ServerFact]
    public async Task A_message_is_gone_only_when_its_run_is_completed()
    {
        var go = new TaskCompletionSource();
        await PutAsync("slow", "slow"u8.ToArray());
        Host.Sink.After = (_, cancel) => go.Task.WaitAsync(cancel);

        await DeployAsync();
        await Eventually.HoldsAsync(() => Host.Sink.Taken.Count == 1);
        var during = Waiting();
        go.SetResult();
        await Eventually.HoldsAsync(() => Host.Ended.Count == 1);

        Assert.Equal(1, during);
        await Eventually.HoldsAsync(() => Waiting() == 0);
    }

    [ServerFact]
    public async Task A_flow_that_is_taken_away_gives_back_what_it_has_not_finished()
    {
        var never = new TaskCompletionSource();
        await PutAsync("slow", "slow"u8.ToArray());
        Host.Sink.Before = (_, cancel) => never.Task.WaitAsync(cancel);
        var flow = await DeployAsync();
        await Eventually.HoldsAsync(() => Host.Sink.Begun == 1);

        await flow.RetireAsync(TimeSpan.Zero);
        Host.Sink.Before = (_, _) => Task.CompletedTask;
        var waiting = Waiting();
        await DeployAsync();
        await Eventually.HoldsAsync(() => Host.Ended.Any(r => r.Status == MessageStatus.Completed));

        Assert.Equal(1, waiting);
        Assert.Equal(ChannelState.Stopped, Assert.Single(flow.Channels).State);
        Assert.Contains(Host.Ended, r => r.Status == MessageStatus.Abandoned);
        await Eventually.HoldsAsync(() => Waiting() == 0);
    }

    [ServerFact]
    public async Task Heals_by_itself_when_its_connection_is_cut()
    {
        await DeployAsync();
        await PutAsync("before", "before"u8.ToArray());
        await Eventually.HoldsAsync(() => Host.Sink.Taken.Count == 1);

        Cut();
        await PutAsync("after", "after"u8.ToArray());

        await Eventually.HoldsAsync(() => Host.Sink.Taken.Count == 2 && Waiting() == 0);
    }

    [ServerFact]
    public async Task A_cut_in_the_middle_of_a_message_loses_nothing()
    {
        var body = Bodies(3_000_000)[0];
        var isCut = false;
        await PutAsync("large", body);
        Host.Sink.Before = async (exchange, cancel) =>
        {
            if (!isCut)
            {
                isCut = true;
                Cut();
                await exchange.Body.BufferAsync(cancel);
            }
        };

        await DeployAsync();
        await Eventually.HoldsAsync(() => Host.Ended.Any(r => r.Status == MessageStatus.Completed), () => string.Join('\n', Host.Ended.Select(r => r.Fault)));

        Assert.Equal(Sink.HashOf(body), Host.Sink.Taken.Last().Hash);
        await Eventually.HoldsAsync(() => Waiting() == 0);
    }

    [ServerFact]
    public async Task A_slow_flow_paces_the_channel()
    {
        for (var i = 0; i < 30; i++)
        {
            await PutAsync($"paced-{i}", [(byte)i]);
        }

        var go = new SemaphoreSlim(0);
        Host.Sink.Before = (_, cancel) => go.WaitAsync(cancel);
        await DeployAsync();
        await Eventually.HoldsAsync(() => Host.Sink.Begun == 1);
        var during = Waiting();
        go.Release(30);
        await Eventually.HoldsAsync(() => Host.Ended.Count == 30);

        Assert.Equal(30, during);
        Assert.Equal(1, Host.Sink.Most);
    }

    [ServerFact]
    public async Task The_status_tells_of_a_refused_login_and_holds_no_secret()
    {
        var (channel, password) = WrongLogin;

        var flow = await Host.DeployAsync($"from: {{ {channel} }}\nsteps:\n  - send: {{ sink: {{}} }}");
        await Eventually.HoldsAsync(() => flow.Channels[0].State == ChannelState.Failed);

        var status = flow.Channels[0];
        Assert.NotNull(status.NextTry);
        Assert.Contains("login", status.Reason, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(password, status.Reason, StringComparison.Ordinal);
    }

    protected Task<OpenFlow> DeployAsync() => Host.DeployAsync($"from: {{ {Channel} }}\nsteps:\n  - send: {{ sink: {{}} }}");

    protected static byte[][] Bodies(params int[] sizes) => [.. sizes.Select(size =>
    {
        var body = new byte[size];
        new Random(size).NextBytes(body);
        return body;
    })];
}
