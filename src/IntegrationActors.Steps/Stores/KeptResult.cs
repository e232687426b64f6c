using System.Buffers.Binary;
using System.Text;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;

namespace IntegrationActors.Steps.Stores;

/// <summary>What the first of several equal messages came to: length of the content type in UTF-8 (4 bytes, big endian), content type, body. Empty: no result was kept.</summary>
internal static class KeptResult
{
    /// <summary>Most bytes that the repository keeps under an id.</summary>
    private const int Most = 1024 * 1024;

    /// <summary>The result as it is kept; empty when it is too large.</summary>
    public static async ValueTask<ReadOnlyMemory<byte>> OfAsync(Exchange exchange, CancellationToken cancel)
    {
        await exchange.Body.BufferAsync(cancel);
        var type = Encoding.UTF8.GetBytes(exchange.Headers[StoreHeaders.ContentType] ?? "");
        if (exchange.Body.Length + type.Length + sizeof(int) is not (<= Most and var length))
        {
            return default;
        }

        var result = new byte[length];
        BinaryPrimitives.WriteInt32BigEndian(result, type.Length);
        type.CopyTo(result.AsSpan(sizeof(int)));
        (await exchange.Body.ReadBytesAsync(cancel)).CopyTo(result.AsMemory(sizeof(int) + type.Length));
        return result;
    }

    /// <summary>Puts a kept result into a message.</summary>
    public static ValueTask RestoreAsync(ReadOnlyMemory<byte> result, Exchange exchange)
    {
        var type = result.Slice(sizeof(int), BinaryPrimitives.ReadInt32BigEndian(result.Span));
        exchange.Headers.Set(StoreHeaders.ContentType, type.IsEmpty ? null : Encoding.UTF8.GetString(type.Span));
        return exchange.ReplaceBodyAsync(Payload.FromBytes(result[(sizeof(int) + type.Length)..]));
    }
}
