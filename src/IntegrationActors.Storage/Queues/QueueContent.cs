using System.Buffers;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Stores;
using IntegrationActors.Core.Stores.Queues;
using IntegrationActors.Storage.MessageLog;

namespace IntegrationActors.Storage.Queues;

/// <summary>Everything of a queued message that is the tenant's business, in one encrypted column.</summary>
internal sealed record QueueContent
{
    public required HeaderMap Headers { get; init; }

    public required IReadOnlyList<KeyValuePair<string, string>> Properties { get; init; }

    public string? CorrelationId { get; init; }

    public MessageId? Predecessor { get; init; }

    public string? Sender { get; init; }

    public required byte[] Body { get; init; }

    public static void Pack(ArrayBufferWriter<byte> writer, QueuedMessage message, ReadOnlySpan<byte> body)
    {
        writer.WriteHeaders(message.Message.Headers);
        writer.WritePairs(message.Properties);
        writer.WriteText(message.CorrelationId ?? "");
        writer.WriteText(message.Predecessor?.ToString() ?? "");
        writer.WriteText(message.Sender ?? "");
        writer.Write(body);
    }

    public static QueueContent Unpack(ReadOnlySpan<byte> packed)
    {
        var headers = new HeaderMap();
        foreach (var (name, value) in Packing.ReadPairs(ref packed))
        {
            headers.Set(name, value);
        }

        return new QueueContent
        {
            Headers = headers,
            Properties = Packing.ReadPairs(ref packed),
            CorrelationId = TextOrNull(ref packed),
            Predecessor = MessageId.TryParse(TextOrNull(ref packed), out var id) ? id : null,
            Sender = TextOrNull(ref packed),
            Body = packed.ToArray(),
        };
    }

    /// <summary>What the content is encrypted for.</summary>
    public static string Purpose(MessageId id) => $"queue/{id}";

    private static string? TextOrNull(ref ReadOnlySpan<byte> packed) => Packing.ReadText(ref packed) is { Length: > 0 } text ? text : null;
}
