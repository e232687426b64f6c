using IntegrationActors.Adapters.RabbitMq.Tests.Support;
using IntegrationActors.Contracts;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Messages;

namespace IntegrationActors.Adapters.RabbitMq.Tests;

/// <summary>
/// Flows that are taken away while their broker is frozen. A channel has ten seconds to stop and ten to close, runs that are cut ten to unwind; what takes longer throws here.
/// </summary>
public sealed class RabbitMqStopTests : RabbitTest
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(40);

    [ServerFact]
    public async Task A_channel_that_takes_from_a_frozen_broker_stops_in_time_and_the_broker_has_all_messages()
    {
        await Peer.DeclareAsync();
        for (var i = 0; i < 20; i++)
        {
            await Peer.PutAsync([(byte)i]);
        }

        var never = new TaskCompletionSource();
        Host.Sink.Before = (_, cancel) => never.Task.WaitAsync(cancel);
        var flow = await DeployAsync("concurrency: 4, prefetch: 16, consumers: 4, reply: true", Peer.Access(throughProxy: true));
        await Eventually.HoldsAsync(async () => Host.Sink.Begun == 4 && await Peer.ReadyAsync() == 4);
        Peer.Proxy.Set("mode=blackhole");

        await flow.RetireAsync(TimeSpan.Zero).WaitAsync(Longest);
        Peer.Proxy.Set("mode=reset");

        Assert.Equal(ChannelState.Stopped, Assert.Single(flow.Channels).State);
        Assert.Equal(4, Host.Ended.Count(record => record.Status == MessageStatus.Abandoned));
        await Eventually.HoldsAsync(async () => await Peer.ReadyAsync() == 20);
    }

    [ServerFact]
    public async Task A_channel_that_connects_to_a_frozen_broker_stops_in_time()
    {
        await Peer.DeclareAsync();
        Peer.Proxy.Set("mode=blackhole");
        var flow = await DeployAsync(access: Peer.Access(throughProxy: true));
        await Eventually.HoldsAsync(() => Peer.Proxy.Connections > 0);

        await flow.RetireAsync(TimeSpan.Zero).WaitAsync(Longest);

        Assert.Equal(ChannelState.Stopped, Assert.Single(flow.Channels).State);
    }

    // More than the buffers of the machine take, so that the last byte is never written.
    [ServerFact]
    public async Task A_channel_that_sends_to_a_frozen_broker_stops_in_time_in_the_middle_of_large_messages()
    {
        await Peer.DeclareAsync();
        var flow = await DeploySendingAsync($"routingKey: {Peer.Queue}, timeout: 10m", Peer.Access(throughProxy: true));
        await Host.SendAsync(flow, Payload.FromText("before"));
        Peer.Proxy.Set("mode=blackhole");
        var sending = Enumerable.Range(0, 40).Select(_ => SendInsideAsync(flow, Payload.FromBytes(new byte[1024 * 1024]))).ToArray();
        await Eventually.HoldsAsync(() => flow.InFlight == 40);

        await flow.RetireAsync(TimeSpan.Zero).WaitAsync(Longest);
        var records = await Task.WhenAll(sending).WaitAsync(Longest);

        Assert.All(records, record => Assert.Equal(MessageStatus.Abandoned, record.Status));
    }

    [ServerFact]
    public async Task Large_messages_to_a_frozen_broker_fail_in_time_as_what_may_have_arrived()
    {
        await Peer.DeclareAsync();
        var flow = await DeploySendingAsync($"routingKey: {Peer.Queue}, timeout: 2s", Peer.Access(throughProxy: true));
        await Host.SendAsync(flow, Payload.FromText("before"));
        Peer.Proxy.Set("mode=blackhole");

        var records = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Host.SendAsync(flow, Payload.FromBytes(new byte[1024 * 1024])))).WaitAsync(TimeSpan.FromSeconds(60));
        Peer.Proxy.Set("mode=reset");
        Peer.Proxy.Reset();
        var after = await Host.SendAsync(flow, Payload.FromText("after"));

        Assert.All(records, record => Assert.Contains(record.Fault?.Code, new[] { "IA3900", "IA3912" }));
        Assert.Contains(records, record => record.Fault?.Code == "IA3912");
        Assert.True(after.Status == MessageStatus.Completed, after.Fault?.ToString());
    }

    // One after the other they would take half a minute and more.
    [ServerFact]
    public async Task Messages_that_wait_for_a_connection_to_a_frozen_broker_fail_in_time()
    {
        await Peer.DeclareAsync();
        var flow = await DeploySendingAsync($"routingKey: {Peer.Queue}, timeout: 1s", Peer.Access(throughProxy: true));
        Peer.Proxy.Set("mode=blackhole");

        var records = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Host.SendAsync(flow, Payload.FromText("x")))).WaitAsync(TimeSpan.FromSeconds(15));

        Assert.All(records, record => Assert.Equal("IA3900", record.Fault?.Code));
        Assert.Equal(0u, await Peer.ReadyAsync());
    }
}
