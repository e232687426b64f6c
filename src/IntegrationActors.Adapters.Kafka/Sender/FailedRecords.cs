using System.Globalization;
using System.Text;
using Confluent.Kafka;
using IntegrationActors.Adapters.Kafka.Connections;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Steps;

namespace IntegrationActors.Adapters.Kafka.Sender;

/// <summary>Does with a record whose run failed what the channel says: again after a pause, left behind, or put into another topic first.</summary>
internal sealed class FailedRecords : IAsyncDisposable
{
    private readonly KafkaSenderOptions _options;
    private readonly IFlowContext _context;
    private readonly RecordProducer? _deadLetters;

    public FailedRecords(KafkaSenderOptions options, IFlowContext context)
    {
        (_options, _context) = (options, context);
        _deadLetters = options.ErrorHandling == RecordErrorHandling.DeadLetter ? new RecordProducer(options, DeadLetterSettings(), context) : null;
    }

    /// <summary>Handles a failed run.</summary>
    /// <returns>Whether the record need not come again.</returns>
    /// <exception cref="FaultException">IA3852: it could not be put aside, and comes again.</exception>
    public async ValueTask<bool> IsThroughAsync(TakenRecord record, Settlement settlement, CancellationToken cancel)
    {
        record.Failures++;
        if (_options.ErrorHandling == RecordErrorHandling.Retry || record.Failures < (_options.Attempts ?? 1))
        {
            TryAgain(record);
            return false;
        }

        if (_deadLetters is not null)
        {
            await PutAsideAsync(_deadLetters, record, settlement, cancel);
        }

        return true;
    }

    public ValueTask DisposeAsync() => _deadLetters?.DisposeAsync() ?? default;

    private async ValueTask PutAsideAsync(RecordProducer deadLetters, TakenRecord record, Settlement settlement, CancellationToken cancel)
    {
        try
        {
            var delivery = await deadLetters.SendAsync(new TopicPartition(_options.DeadLetterTopic, Partition.Any), Copy(record, settlement), cancel);
            await delivery.WaitAsync(cancel);
        }
        catch (Exception e)
        {
            TryAgain(record);
            throw e is FaultException known ? KafkaFaults.DeadLetter(_options.DeadLetterTopic!, known.Fault) : e;
        }
    }

    private void TryAgain(TakenRecord record)
    {
        var pause = _options.RetryDelay * Math.Pow(2, Math.Min(record.Failures - 1, 20));
        record.Lane.GiveBack(record, pause < _options.MaxRetryDelay ? pause : Longer(_options.RetryDelay, _options.MaxRetryDelay), _context.Time);
    }

    private static Message<byte[], byte[]> Copy(TakenRecord record, Settlement settlement)
    {
        var result = record.Result;
        var headers = new Headers();
        foreach (var header in result.Message.Headers)
        {
            headers.Add(header.Key, header.GetValueBytes());
        }

        Add("dlt.topic", result.Topic);
        Add("dlt.partition", result.Partition.Value.ToString(CultureInfo.InvariantCulture));
        Add("dlt.offset", result.Offset.Value.ToString(CultureInfo.InvariantCulture));
        Add("dlt.code", settlement.Fault?.Code);
        Add("dlt.message", settlement.Fault is { } fault ? Fault.Cut(fault.FullMessage) : null);
        Add("dlt.messageId", settlement.Exchange.Id.ToString());
        return new Message<byte[], byte[]> { Key = result.Message.Key, Value = result.Message.Value, Headers = headers, Timestamp = result.Message.Timestamp };

        void Add(string name, string? value) => headers.Add(name, Encoding.UTF8.GetBytes(value ?? ""));
    }

    private ProducerConfig DeadLetterSettings() => new()
    {
        EnableIdempotence = true,
        Partitioner = Partitioner.Murmur2Random,
        MessageMaxBytes = 1_000_000_000,
        LingerMs = 0,
        MessageTimeoutMs = KafkaLogin.Milliseconds(Longer(_options.RequestTimeout, TimeSpan.FromSeconds(30))),
    };

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
