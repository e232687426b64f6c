using IntegrationActors.Adapters.Amqp.Tests.Support;
using IntegrationActors.Contracts;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Engine.Inlets;

namespace IntegrationActors.Adapters.Amqp.Tests.Sender;

/// <summary>Brokers and networks that fail: nothing is lost, the status tells the cause, and the channel heals by itself.</summary>
public class AmqpSenderFaultTests() : PeerTest(ownServer: true)
{
    [ServerTheory]
    [InlineData("amqp:not-found", "IA3885")]
    [InlineData("amqp:unauthorized-access", "IA3886")]
    [InlineData("amqp:link:detach-forced", "IA3884")]
    public async Task The_status_tells_why_the_broker_does_not_give_an_address(string condition, string code)
    {
        Peer.Fault($"on=attach&error={condition}");
        var flow = await TakeAsync();
        await Eventually.HoldsAsync(() => flow.Channels[0].State == ChannelState.Failed);
        var reason = flow.Channels[0].Reason;

        Peer.NoFault();
        Peer.Fill(1, 10);

        await EndedAsync(1);
        Assert.StartsWith(code, reason, StringComparison.Ordinal);
        Assert.Contains(Peer.Queue, reason, StringComparison.Ordinal);
    }

    // Some brokers detach the link, RabbitMQ ends the session; the end may come before anybody waits for it.
    [ServerTheory]
    [InlineData("session")]
    [InlineData("connection")]
    public async Task The_reason_counts_and_not_what_the_broker_ended(string ended)
    {
        Peer.Fault($"on=attach&error=amqp:not-found&by={ended}");
        var flows = new List<OpenFlow>();
        for (var i = 0; i < 20; i++)
        {
            flows.Add(await TakeAsync());
        }

        foreach (var flow in flows)
        {
            await Eventually.HoldsAsync(() => flow.Channels[0].State == ChannelState.Failed);
            Assert.StartsWith("IA3885", flow.Channels[0].Reason, StringComparison.Ordinal);
        }
    }

    [ServerFact]
    public async Task A_link_that_the_broker_detaches_is_told_and_made_anew_and_nothing_is_lost()
    {
        Peer.Fill(20, 100);
        var detached = new TaskCompletionSource();
        Host.Sink.After = (_, cancel) => Host.Sink.Begun == 5 ? detached.Task.WaitAsync(cancel) : Task.CompletedTask;
        var flow = await TakeAsync("concurrency: 1, prefetch: 4");
        await Eventually.HoldsAsync(() => Host.Sink.Begun == 5);

        Peer.Detach("amqp:resource-deleted");
        await Eventually.HoldsAsync(() => flow.Channels[0].Activity is not null);
        var told = flow.Channels[0].Activity;
        detached.SetResult();

        await Eventually.HoldsAsync(() => Peer.Waiting() == 0);
        Assert.Contains("amqp:resource-deleted", told, StringComparison.Ordinal);
        Assert.Equal(20, Host.Sink.Taken.Select(taken => taken.Headers["JMSMessageID"]).Distinct().Count());
        Assert.InRange(Host.Sink.Taken.Count, 20, 20 + 5);
    }

    [ServerFact]
    public async Task A_broker_that_closes_at_once_is_tried_again()
    {
        Peer.Fault("on=open&error=amqp:connection:forced");
        var flow = await TakeAsync();
        await Eventually.HoldsAsync(() => flow.Channels[0].State == ChannelState.Failed);
        var reason = flow.Channels[0].Reason;

        Peer.NoFault();
        Peer.Fill(1, 10);

        await EndedAsync(1);
        Assert.Contains("amqp:connection:forced", reason, StringComparison.Ordinal);
    }

    [ServerFact]
    public async Task A_message_whose_delivery_was_cut_comes_again()
    {
        Peer.Fault("on=deliver&cut=1&count=1");
        Peer.Fill(5, 100);

        await TakeAsync("prefetch: 0");

        await Eventually.HoldsAsync(() => Peer.Waiting() == 0);
        Assert.InRange(Host.Sink.Taken.Count, 5, 6);
    }

    [ServerFact]
    public async Task Connections_that_are_dropped_again_and_again_lose_nothing()
    {
        Peer.Fill(300, 100);
        Host.Sink.After = (_, cancel) =>
        {
            if (Host.Sink.Begun is 50 or 150)
            {
                Peer.Drop();
            }

            return Task.CompletedTask;
        };

        await TakeAsync("concurrency: 5");

        await Eventually.HoldsAsync(() => Peer.Waiting() == 0);
        Assert.Equal(300, Host.Sink.Taken.Select(taken => taken.Headers["JMSMessageID"]).Distinct().Count());
        Assert.InRange(Host.Sink.Taken.Count, 300, 300 + (2 * 15));
    }

    [ServerFact]
    public async Task A_frozen_broker_is_given_up_and_found_again()
    {
        var flow = await TakeAsync("idleTimeout: 1s, timeout: 2s", Peer.Access(throughProxy: true));
        Peer.Fill(1, 10);
        await EndedAsync(1);
        Peer.Proxy.Set("mode=blackhole");
        await Eventually.HoldsAsync(() => flow.Channels[0].State == ChannelState.Failed);
        var reason = flow.Channels[0].Reason;

        Peer.Fill(1, 10);
        Peer.Proxy.Reset();

        await EndedAsync(2);
        Assert.Contains("silent for 1s", reason, StringComparison.Ordinal);
    }

    [ServerFact]
    public async Task An_idle_connection_stays()
    {
        var flow = await TakeAsync("idleTimeout: 4s", Peer.Access(throughProxy: true));
        await Eventually.HoldsAsync(() => flow.Channels[0].State == ChannelState.Connected);
        var since = flow.Channels[0].Since;

        // Nothing but the clock can show it.
        await Task.Delay(TimeSpan.FromSeconds(10));

        Assert.Equal((ChannelState.Connected, since), (flow.Channels[0].State, flow.Channels[0].Since));
    }

    [ServerFact]
    public async Task A_message_whose_settlement_was_lost_is_logged_and_comes_again()
    {
        Peer.Fill(1, 10);
        Host.Sink.After = async (_, cancel) =>
        {
            if (Host.Sink.Begun == 1)
            {
                Peer.Drop();
                await Eventually.HoldsAsync(() => Peer.Depth(Peer.Queue) == 1);
            }
        };

        await TakeAsync();

        await Eventually.HoldsAsync(() => Peer.Waiting() == 0);
        Assert.Equal(("IA3898", MessageStatus.Completed), (Host.Ended.First().Fault?.Code, Host.Ended.Last().Status));
        Assert.Equal(2, Host.Ended.Count);
    }

    [ServerFact]
    public async Task A_port_where_nobody_listens_is_told()
    {
        var flow = await TakeAsync(access: "host: 127.0.0.1, port: 1, tls: false, queue: q");
        await Eventually.HoldsAsync(() => flow.Channels[0].State == ChannelState.Failed);

        Assert.StartsWith("IA3880", flow.Channels[0].Reason, StringComparison.Ordinal);
    }
}
