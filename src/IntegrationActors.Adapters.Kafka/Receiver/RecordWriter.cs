using System.Runtime.InteropServices;
using System.Text;
using Confluent.Kafka;
using IntegrationActors.Adapters.HeaderFilters;
using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Adapters.Kafka.Receiver;

/// <summary>Makes a record of a message.</summary>
/// <param name="options">The channel.</param>
/// <param name="shown">The cluster, for people.</param>
internal sealed class RecordWriter(KafkaReceiverOptions options, string shown)
{
    /// <summary>What the format of records adds at most, near enough.</summary>
    public const int Overhead = 1024;

    private readonly OutboundHeaders _headers = new(options.Headers);

    /// <summary>The record of a message.</summary>
    /// <exception cref="FaultException">IA3847: it is too large.</exception>
    public async ValueTask<Message<byte[], byte[]>> WriteAsync(Exchange exchange, string topic, CancellationToken cancel)
    {
        var key = options.Key is null ? exchange.Headers[KafkaHeaders.Key] : await options.Key.EvaluateTextAsync(exchange, cancel);
        var headers = Headers(exchange);
        await exchange.Body.BufferAsync(cancel);
        var size = (exchange.Body.Length ?? 0) + (key?.Length ?? 0) + Size(headers);
        if (size > options.MaxMessageSize.Bytes)
        {
            throw KafkaFaults.Large(shown, topic, size, options.MaxMessageSize);
        }

        return new Message<byte[], byte[]>
        {
            Key = string.IsNullOrEmpty(key) ? null! : Encoding.UTF8.GetBytes(key),
            Value = Array(await exchange.Body.ReadBytesAsync(cancel)),
            Headers = headers,
        };
    }

    private Headers Headers(Exchange exchange)
    {
        var headers = new Headers { { KafkaHeaders.CorrelationId, exchange.Log.CorrelationId is { } given ? Encoding.UTF8.GetBytes(given) : Text(exchange.Id) } };
        foreach (var (name, value) in exchange.Headers.AsSpan())
        {
            if (IsAlwaysSent(name) || (_headers.Sends(name) && !KafkaHeaders.IsOfRecord(name)))
            {
                headers.Add(name, Encoding.UTF8.GetBytes(value));
            }
        }

        return headers;
    }

    private static long Size(Headers headers)
    {
        var size = 0L;
        for (var i = 0; i < headers.Count; i++)
        {
            size += headers[i].Key.Length + headers[i].GetValueBytes().Length;
        }

        return size;
    }

    private static byte[] Text(MessageId id)
    {
        var text = new byte[36];
        id.Value.TryFormat(text, out _);
        return text;
    }

    private static bool IsAlwaysSent(string name) =>
        name.Equals(KafkaHeaders.ContentType, StringComparison.OrdinalIgnoreCase) || name.Equals(KafkaHeaders.TraceParent, StringComparison.OrdinalIgnoreCase);

    // The library takes whole arrays only, and copies them.
    private static byte[] Array(ReadOnlyMemory<byte> bytes) =>
        MemoryMarshal.TryGetArray(bytes, out var segment) && segment.Offset == 0 && segment.Count == segment.Array!.Length ? segment.Array : bytes.ToArray();
}
