using System.Globalization;
using Confluent.Kafka;
using IntegrationActors.Adapters.Kafka.Connections;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Steps;

namespace IntegrationActors.Adapters.Kafka.Receiver;

/// <summary>Sends messages as records: (1) topic and partition; (2) key, headers and body; (3) sent, until the cluster has it.</summary>
public sealed class KafkaReceiverAdapter : IReceiverAdapter, IChannelProbe
{
    private readonly KafkaReceiverOptions _options;
    private readonly TopicPartition? _only;
    private readonly string? _shown;
    private readonly RecordWriter _records;
    private readonly RecordProducer _producer;
    private readonly KafkaChannelProbe _probe;

    /// <summary>Checks the channel.</summary>
    /// <exception cref="DiagnosticException">IA1380, IA1381: a broker or a constant topic is none.</exception>
    public KafkaReceiverAdapter(KafkaReceiverOptions options, IFlowContext context)
    {
        var brokers = KafkaNames.Brokers(options.Brokers);
        if (options.Topic.Constant is { } topic && KafkaNames.ProblemOfTopic(topic) is { } problem)
        {
            throw new DiagnosticException(Diagnostic.Error(KafkaNames.BadTopic, options.Topic.Span, $"'{topic}' is no topic: {problem}"));
        }

        _options = options;
        _only = options.Topic.Constant is { } only && options.Partition is null ? new TopicPartition(only, Partition.Any) : null;
        _shown = _only is null ? null : Shown(_only.Topic);
        _records = new RecordWriter(options, $"kafka:{brokers}");
        _producer = new RecordProducer(options, Settings(options), context);
        _probe = new KafkaChannelProbe(options, context, options.Topic.Constant is { } known ? [known] : [], null);
    }

    // A record that is under way at once is waited for as it is: the run has one state machine less to go through.
    public ValueTask<Outcome> DeliverAsync(Exchange exchange, bool expectsReply, CancellationToken cancel)
    {
        var sending = SendAsync(exchange, cancel);
        return sending.IsCompletedSuccessfully && !expectsReply ? sending.Result.OutcomeAsync(cancel) : AwaitAsync(sending, exchange, expectsReply, cancel);
    }

    public IAsyncEnumerable<ProbeStep> ProbeAsync(CancellationToken cancel) => _probe.RunAsync(cancel);

    public ValueTask DisposeAsync() => _producer.DisposeAsync();

    private async ValueTask<RecordDelivery> SendAsync(Exchange exchange, CancellationToken cancel)
    {
        var target = _only ?? await TargetAsync(exchange, cancel);              // 1
        exchange.Log.AddReceiver(_shown ?? Shown(target.Topic));
        var record = await _records.WriteAsync(exchange, target.Topic, cancel); // 2
        return await _producer.SendAsync(target, record, cancel);               // 3
    }

    private static async ValueTask<Outcome> AwaitAsync(ValueTask<RecordDelivery> sending, Exchange exchange, bool expectsReply, CancellationToken cancel)
    {
        try
        {
            var delivery = await sending;
            var place = await delivery.WaitAsync(cancel);
            if (expectsReply)
            {
                Tell(exchange, place);
            }

            return Outcome.Next;
        }
        catch (FaultException e)
        {
            return Outcome.Failed(e.Fault);
        }
    }

    private async ValueTask<TopicPartition> TargetAsync(Exchange exchange, CancellationToken cancel)
    {
        var topic = await _options.Topic.EvaluateTextAsync(exchange, cancel);
        if (KafkaNames.ProblemOfTopic(topic) is { } problem)
        {
            throw KafkaFaults.Value("topic", topic, problem);
        }

        if (_options.Partition is null)
        {
            return new TopicPartition(topic, Partition.Any);
        }

        var text = await _options.Partition.EvaluateTextAsync(exchange, cancel);
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new TopicPartition(topic, number)
            : throw KafkaFaults.Value("partition", text, "it is a number from 0 on");
    }

    private static string Shown(string topic) => $"kafka:{topic}";

    private static void Tell(Exchange exchange, DeliveryReport<byte[], byte[]> place)
    {
        exchange.Headers.Set(KafkaHeaders.Topic, place.Topic);
        exchange.Headers.Set(KafkaHeaders.Partition, place.Partition.Value.ToString(CultureInfo.InvariantCulture));
        exchange.Headers.Set(KafkaHeaders.Offset, place.Offset.IsSpecial ? null : place.Offset.Value.ToString(CultureInfo.InvariantCulture));
    }

    private static ProducerConfig Settings(KafkaReceiverOptions options) => new()
    {
        Acks = options.Acks switch
        {
            KafkaAcknowledgment.Leader => Acks.Leader,
            KafkaAcknowledgment.None => Acks.None,
            _ => Acks.All,
        },
        EnableIdempotence = options.IsIdempotent,
        CompressionType = options.Compression switch
        {
            KafkaCompression.Gzip => CompressionType.Gzip,
            KafkaCompression.Snappy => CompressionType.Snappy,
            KafkaCompression.Lz4 => CompressionType.Lz4,
            KafkaCompression.Zstd => CompressionType.Zstd,
            _ => CompressionType.None,
        },
        Partitioner = Partitioner.Murmur2Random,
        LingerMs = options.Batching ? options.Linger.TotalMilliseconds : 0,
        BatchSize = (int)options.BatchSize.Bytes,
        BatchNumMessages = options.Batching ? 10_000 : 1,
        MessageTimeoutMs = KafkaLogin.Milliseconds(options.DeliveryTimeout),
        MessageMaxBytes = (int)Math.Max(options.MaxMessageSize.Bytes + RecordWriter.Overhead, options.BatchSize.Bytes),
        MaxInFlight = options.MaxInFlight,
        RetryBackoffMs = KafkaLogin.Milliseconds(options.RetryBackoff),
        RetryBackoffMaxMs = Math.Max(1000, KafkaLogin.Milliseconds(options.RetryBackoff)),
    };
}
