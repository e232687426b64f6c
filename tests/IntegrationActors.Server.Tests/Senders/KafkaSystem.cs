using Confluent.Kafka;
using IntegrationActors.Contracts;

namespace IntegrationActors.Server.Tests.Senders;

/// <summary>Records of a topic with four partitions.</summary>
internal sealed class KafkaSystem : SenderSystem
{
    private const string Topic = "orders";
    private const string Group = "demo.fetching";
    private const int Partitions = 4;
    private const int Concurrency = 8;

    // Runs that have ended, but whose offset is not committed yet.
    private const int Settling = 256;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TestServer _server = new("kafka", "--brokers", "1", "--topics", $"{Topic}:{Partitions}");

    public override string Channel => $"kafka: {{ brokers: [\"{_server["bootstrap"]}\"], tls: false, topics: [{Topic}], autoOffsetReset: earliest, concurrency: {Concurrency}, sessionTimeout: 6s, heartbeatInterval: 500ms }}";

    public override string Key => "${header.kafka.PARTITION}-${header.kafka.OFFSET}";

    public override (string User, string Password) Login => ("nobody", "none");

    public override int InFlight => Concurrency + Settling;

    private ClientConfig Access => new() { BootstrapServers = _server["bootstrap"] };

    public override async Task PutAsync(IEnumerable<string> texts)
    {
        using var producer = new ProducerBuilder<Null, string>(new ProducerConfig(Access)).Build();
        await Task.WhenAll(texts.Select((text, number) => producer.ProduceAsync(new TopicPartition(Topic, number % Partitions), new Message<Null, string> { Value = text })));
    }

    public override Task<bool> IsEmptyAsync()
    {
        using var consumer = new ConsumerBuilder<Ignore, Ignore>(new ConsumerConfig(Access) { GroupId = Group, EnableAutoCommit = false }).Build();
        var partitions = Enumerable.Range(0, Partitions).Select(number => new TopicPartition(Topic, number));
        return Task.FromResult(consumer.Committed(partitions, Patience).TrueForAll(committed => committed.Offset == consumer.QueryWatermarkOffsets(committed.TopicPartition, Patience).High));
    }

    public override ValueTask DisposeAsync()
    {
        _server.Dispose();
        return default;
    }
}
