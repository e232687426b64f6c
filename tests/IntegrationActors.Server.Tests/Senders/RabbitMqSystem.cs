using System.Text;
using IntegrationActors.Contracts;
using RabbitMQ.Client;

namespace IntegrationActors.Server.Tests.Senders;

/// <summary>A durable queue of RabbitMQ.</summary>
internal sealed class RabbitMqSystem : SenderSystem
{
    private const string Queue = "orders";

    private readonly TestServer _server = new("rabbitmq");

    public override string Channel => $"rabbitmq: {{ hosts: \"127.0.0.1:{_server.Port}\", tls: false, credential: partner, queues: [{Queue}], concurrency: {InFlight} }}";

    public override string Key => "${header.CamelRabbitmqMessageId}";

    public override (string User, string Password) Login => (_server["user"], _server["password"]);

    public override int InFlight => 8;

    public override async Task PutAsync(IEnumerable<string> texts)
    {
        var factory = new ConnectionFactory { HostName = "127.0.0.1", Port = _server.Port, UserName = _server["user"], Password = _server["password"] };
        await using var connection = await factory.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
        await channel.QueueDeclareAsync(Queue, durable: true, exclusive: false, autoDelete: false);
        await Task.WhenAll(texts.Select(text => channel.BasicPublishAsync("", Queue, mandatory: true, new BasicProperties { Persistent = true, MessageId = text }, Encoding.UTF8.GetBytes(text)).AsTask()));
    }

    // Those too that are out and not acknowledged.
    public override Task<bool> IsEmptyAsync() => Task.FromResult(_server.Do("ctl", "list_queues", "name", "messages").Split('\n').Contains($"{Queue}\t0", StringComparer.Ordinal));

    public override ValueTask DisposeAsync()
    {
        _server.Dispose();
        return default;
    }
}
