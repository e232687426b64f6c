using IntegrationActors.Adapters.Amqp.Tests.Support;
using IntegrationActors.Contracts;

namespace IntegrationActors.Adapters.Amqp.Tests;

/// <summary>Flows that are taken away while their broker is frozen.</summary>
public class AmqpStopTests() : PeerTest(ownServer: true)
{
    private FrozenServer Frozen => new(Host, Peer.Proxy);

    [ServerFact]
    public async Task A_channel_that_takes_from_a_frozen_broker_stops_in_time_and_the_broker_has_all_messages()
    {
        Peer.Fill(20, 100);

        await Frozen.StopsTakingAsync(
            () => TakeAsync("concurrency: 4, prefetch: 10, timeout: 10m, idleTimeout: 10m", Peer.Access(throughProxy: true)), () => Task.FromResult(Peer.Depth(Peer.Queue)), during: 6, all: 20);
    }

    [ServerFact]
    public async Task A_channel_that_connects_to_a_frozen_broker_stops_in_time() => await Frozen.StopsConnectingAsync(() => TakeAsync(access: Peer.Access(throughProxy: true)));

    [ServerFact]
    public async Task A_channel_that_sends_to_a_frozen_broker_stops_in_time_in_the_middle_of_large_messages() =>
        await Frozen.StopsSendingAsync(await PutAsync("timeout: 10m, idleTimeout: 10m", Peer.Access(throughProxy: true)));

    [ServerFact]
    public async Task Messages_that_wait_for_a_connection_to_a_frozen_broker_fail_in_time()
    {
        await Frozen.FailsInTimeAsync(await PutAsync("timeout: 1s", Peer.Access(throughProxy: true)), "IA3880");

        Assert.Equal(0, Peer.Depth(Peer.Queue));
    }
}
