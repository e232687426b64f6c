using IntegrationActors.Adapters.Amqp.Tests.Support;
using IntegrationActors.Contracts;

namespace IntegrationActors.Adapters.Amqp.Tests.Sender;

/// <summary>A flow that takes 50 ms for each message, and a queue that is long.</summary>
[Collection(nameof(Alone))]
public sealed class SlowFlowTests() : PeerTest(ownServer: true)
{
    private const int Count = 100_000;
    private const int Places = 4 + 10;
    private const long MostBytes = 20 * 1024 * 1024;

    [ServerFact]
    public async Task A_hundred_thousand_messages_wait_at_the_broker_and_not_in_memory()
    {
        Peer.Fill(Count, 1000);
        Host.Sink.Before = (_, cancel) => Task.Delay(50, cancel);
        var before = GC.GetTotalMemory(forceFullCollection: true);

        await TakeAsync("concurrency: 4, prefetch: 10");
        await EndedAsync(400);
        var depth = Peer.Depth(Peer.Queue);
        var begun = Host.Sink.Begun;
        var grown = GC.GetTotalMemory(forceFullCollection: true) - before;

        Assert.InRange(depth, Count - begun - Places, Count - 400);
        Assert.True(grown < MostBytes, $"{grown} bytes more, of {Count * 1000} that wait");
        Assert.Equal(4, Host.Sink.Most);
    }
}
