using IntegrationActors.Adapters.RabbitMq.Tests.Support;
using IntegrationActors.Contracts;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Messages;

namespace IntegrationActors.Adapters.RabbitMq.Tests;

/// <summary>Flows that are taken away while their broker is frozen.</summary>
public sealed class RabbitMqStopTests : RabbitTest
{
    private FrozenServer Frozen => new(Host, Peer.Proxy);

    [ServerFact]
    public async Task A_channel_that_takes_from_a_frozen_broker_stops_in_time_and_the_broker_has_all_messages()
    {
        await Peer.DeclareAsync();
        for (var i = 0; i < 20; i++)
        {
            await Peer.PutAsync([(byte)i]);
        }

        await Frozen.StopsTakingAsync(
            () => DeployAsync("concurrency: 4, prefetch: 16, consumers: 4, reply: true", Peer.Access(throughProxy: true)), async () => (int)await Peer.ReadyAsync(), during: 4, all: 20);
    }

    [ServerFact]
    public async Task A_channel_that_connects_to_a_frozen_broker_stops_in_time()
    {
        await Peer.DeclareAsync();

        await Frozen.StopsConnectingAsync(() => DeployAsync(access: Peer.Access(throughProxy: true)));
    }

    [ServerFact]
    public async Task A_channel_that_sends_to_a_frozen_broker_stops_in_time_in_the_middle_of_large_messages()
    {
        await Peer.DeclareAsync();

        await Frozen.StopsSendingAsync(await DeploySendingAsync($"routingKey: {Peer.Queue}, timeout: 10m", Peer.Access(throughProxy: true)));
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

    [ServerFact]
    public async Task Messages_that_wait_for_a_connection_to_a_frozen_broker_fail_in_time()
    {
        await Peer.DeclareAsync();

        await Frozen.FailsInTimeAsync(await DeploySendingAsync($"routingKey: {Peer.Queue}, timeout: 1s", Peer.Access(throughProxy: true)), "IA3900");

        Assert.Equal(0u, await Peer.ReadyAsync());
    }
}
