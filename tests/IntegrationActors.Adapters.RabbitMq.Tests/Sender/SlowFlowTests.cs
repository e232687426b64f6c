using IntegrationActors.Adapters.RabbitMq.Tests.Support;
using IntegrationActors.Contracts;
using RabbitMQ.Client;

namespace IntegrationActors.Adapters.RabbitMq.Tests.Sender;

/// <summary>A flow that takes 50 ms for each message, and a queue that is long.</summary>
[Collection(nameof(Alone))]
public sealed class SlowFlowTests : RabbitTest
{
    private const int Count = 100_000;
    private const int Prefetch = 4;
    private const long MostBytes = 20 * 1024 * 1024;

    [ServerFact]
    public async Task A_hundred_thousand_messages_wait_at_the_broker_and_not_in_memory()
    {
        await Peer.DeclareAsync();
        await FillAsync(new byte[1000]);
        Host.Sink.Before = (_, cancel) => Task.Delay(50, cancel);
        var before = GC.GetTotalMemory(forceFullCollection: true);

        await DeployAsync("concurrency: 4");
        await EndedAsync(400);
        var ready = await Peer.ReadyAsync();
        var begun = Host.Sink.Begun;
        var grown = GC.GetTotalMemory(forceFullCollection: true) - before;

        Assert.InRange(ready, (uint)(Count - begun - Prefetch), (uint)(Count - 400));
        Assert.True(grown < MostBytes, $"{grown} bytes more, of {Count * 1000} that wait");
        Assert.Equal(4, Host.Sink.Most);
    }

    private async Task FillAsync(byte[] body)
    {
        await using var channel = await Peer.ChannelAsync(confirms: true);
        for (var sent = 0; sent < Count; sent += 500)
        {
            await Task.WhenAll(Enumerable.Range(0, 500).Select(_ => channel.BasicPublishAsync("", Peer.Queue, mandatory: true, new BasicProperties { Persistent = true }, body).AsTask()))
                .WaitAsync(TimeSpan.FromMinutes(1));
        }
    }
}
