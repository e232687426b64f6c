using System.Globalization;
using IntegrationActors.Contracts;
using IntegrationActors.Core.Adapters;

namespace IntegrationActors.Adapters.Amqp.Tests.RabbitMq;

/// <summary>
/// RabbitMQ when it is low on memory or disk. Version 3.10 blocks connections of AMQP 0-9-1 then, but those of AMQP 1.0 never: its plugin wants to block after a transfer, and looks for one that carries nothing. Brokers that do block are
/// played in <c>AmqpAlarmTests</c>. When a later version blocks, the first of these tests shows it.
/// </summary>
[Collection(nameof(RabbitMqTest))]
public sealed class RabbitMqAlarmTests : RabbitMqTest
{
    [ServerTheory]
    [InlineData("set_vm_memory_high_watermark", "0", "0.4", "memory")]
    [InlineData("set_disk_free_limit", "1000000GB", "50MB", "disk")]
    public async Task A_broker_in_alarm_takes_and_gives_messages_all_the_same(string limit, string alarming, string usual, string resource)
    {
        const int Count = 200;
        var put = await PutAsync($"{Plain}, headers: [number]");
        var take = await TakeAsync($"{Plain}, concurrency: 4, allowedHeaders: [number]");
        await SendAsync(put, Body(1), ("number", "0"));

        Server.Do("ctl", limit, alarming);
        try
        {
            var alarms = Server.Do("ctl", "eval", "rabbit_alarm:get_alarms().");
            await Parallel.ForAsync(1, Count, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, _) => await SendAsync(put, Body(i), ("number", i.ToString(CultureInfo.InvariantCulture))));
            await Eventually.ReachesAsync(() => Host.Sink.Taken.Count, Count);

            Assert.Contains($"resource_limit,{resource}", alarms, StringComparison.Ordinal);
        }
        finally
        {
            Server.Do("ctl", limit, usual);
        }

        await Eventually.HoldsAsync(() => Counts() == (0, 0), () => $"{Counts()}");
        Assert.Equal(Enumerable.Range(0, Count), Host.Sink.Taken.Select(taken => int.Parse(taken.Headers["number"], CultureInfo.InvariantCulture)).Order());
        Assert.Equal((ChannelState.Connected, null), (take.Channels[0].State, take.Channels[0].Reason));
    }
}
