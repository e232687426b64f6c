using System.Globalization;
using System.Text;
using Confluent.Kafka;
using IntegrationActors.Adapters.HeaderFilters;
using IntegrationActors.Core.Messages;

namespace IntegrationActors.Adapters.Kafka.Sender;

/// <summary>Makes a message of a record. What the runtime says of the record comes last, so that no header of the wire can stand in its place.</summary>
internal sealed class RecordReader(InboundHeaders allowed)
{
    private const int LongestCorrelation = 128;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    // The same one most of the time; of the reader alone.
    private (string Shown, string Topic, string Sender) _last = ("", "", "");

    public KafkaReceipt Read(TakenRecord record, string shown, FailedRecords failures, Action ended)
    {
        var result = record.Result;
        var headers = new HeaderMap();
        string? correlation = null;
        foreach (var header in result.Message.Headers)
        {
            if (Is(header, KafkaHeaders.CorrelationId))
            {
                correlation = Correlation(Text(header.GetValueBytes()));
            }

            if (Is(header, KafkaHeaders.ContentType) || Is(header, KafkaHeaders.TraceParent) || allowed.Takes(header.Key))
            {
                headers.Set(header.Key, Text(header.GetValueBytes()));
            }
        }

        headers.Set(KafkaHeaders.Topic, result.Topic);
        headers.Set(KafkaHeaders.Partition, result.Partition.Value.ToString(CultureInfo.InvariantCulture));
        headers.Set(KafkaHeaders.Offset, result.Offset.Value.ToString(CultureInfo.InvariantCulture));
        headers.Set(KafkaHeaders.Timestamp, result.Message.Timestamp.UnixTimestampMs.ToString(CultureInfo.InvariantCulture));
        headers.Set(KafkaHeaders.Key, result.Message.Key is { } key ? Text(key) : null);
        record.Sender = Sender(shown, result.Topic);
        return new KafkaReceipt(record, failures, ended)
        {
            Id = record.Id,
            Message = new Core.Messages.Message { Headers = headers, Body = Payload.FromBytes(result.Message.Value) },
            CorrelationId = correlation,
            Sender = record.Sender,
        };
    }

    private string Sender(string shown, string topic)
    {
        if (_last.Topic != topic || _last.Shown != shown)
        {
            _last = (shown, topic, $"{shown}/{topic}");
        }

        return _last.Sender;
    }

    private static bool Is(IHeader header, string name) => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static string Text(byte[]? bytes)
    {
        try
        {
            return bytes is null ? "" : Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return Convert.ToBase64String(bytes!);
        }
    }

    private static string? Correlation(string given) => given.Length is > 0 and <= LongestCorrelation && !given.AsSpan().ContainsAnyExceptInRange('!', '~') ? given : null;
}
