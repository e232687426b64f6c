using System.Globalization;
using IntegrationActors.Adapters.Probing;
using IntegrationActors.Core.Adapters;
using RabbitMQ.Client;

namespace IntegrationActors.Adapters.RabbitMq.Connections;

/// <summary>Asks whether something is there, and makes nothing. What the user may read and write there the broker tells only to messages.</summary>
internal static class TargetProbe
{
    public static ValueTask<ProbeStep> QueueAsync(BrokerConnection connection, string queue, CancellationToken cancel) => LayerProbe.TestAsync(ProbeLayers.Target, async () =>
    {
        QueueDeclareOk? found = null;
        await connection.TryAsync($"looking for queue '{queue}'", async channel => found = await channel.QueueDeclarePassiveAsync(queue, cancel), cancel);
        return string.Create(CultureInfo.InvariantCulture, $"queue '{queue}' is there, with {found!.MessageCount} messages and {found.ConsumerCount} consumers");
    });

    public static ValueTask<ProbeStep> ExchangeAsync(BrokerConnection connection, string exchange, CancellationToken cancel) => LayerProbe.TestAsync(ProbeLayers.Target, async () =>
    {
        await connection.TryAsync($"looking for exchange '{exchange}'", channel => channel.ExchangeDeclarePassiveAsync(exchange, cancel), cancel);
        return $"exchange '{exchange}' is there";
    });
}
