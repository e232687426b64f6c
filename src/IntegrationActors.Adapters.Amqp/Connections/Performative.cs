using System.Buffers.Binary;

namespace IntegrationActors.Adapters.Amqp.Connections;

/// <summary>What a frame asks for, as far as it concerns content (ISO/IEC 19464, 2.7).</summary>
internal readonly record struct Performative(int Kind, uint Handle, bool HasMore, bool IsAborted, int Length)
{
    public const int Transfer = 0x14;
    public const int Detach = 0x16;

    private const int MoreField = 5;
    private const int AbortedField = 9;

    /// <summary>Reads the beginning of the body of a frame. <see cref="Length"/> is where the content of a transfer begins.</summary>
    /// <exception cref="IOException">It is none.</exception>
    public static Performative Read(ReadOnlySpan<byte> body)
    {
        try
        {
            var kind = KindOf(body, out var at);
            return kind is Transfer or Detach ? Fields(kind, body, at) : new Performative(kind, 0, false, false, 0);
        }
        catch (Exception e) when (e is ArgumentOutOfRangeException or IndexOutOfRangeException)
        {
            throw new IOException("the broker sent a frame that can't be read", e);
        }
    }

    private static int KindOf(ReadOnlySpan<byte> body, out int at)
    {
        (at, var kind) = body[0] != 0 ? (0, 0) : body[1] switch
        {
            0x53 => (3, body[2]),
            0x80 => (10, (int)Math.Min(BinaryPrimitives.ReadUInt64BigEndian(body[2..]), int.MaxValue)),
            0xa3 => (3 + body[2], body.Slice(3, body[2]).SequenceEqual("amqp:transfer:list"u8) ? Transfer : 0),
            _ => (0, 0),
        };
        return kind;
    }

    private static Performative Fields(int kind, ReadOnlySpan<byte> body, int at)
    {
        var (start, count, end) = body[at] switch
        {
            0xc0 => (at + 3, body[at + 2], at + 2 + body[at + 1]),
            0xd0 => (at + 9, BinaryPrimitives.ReadInt32BigEndian(body[(at + 5)..]), at + 5 + BinaryPrimitives.ReadInt32BigEndian(body[(at + 1)..])),
            _ => (at + 1, 0, at + 1),
        };
        var fields = body[start..end];
        uint handle = 0;
        var (hasMore, isAborted) = (false, false);
        for (var field = 0; field < count && field <= AbortedField; field++)
        {
            var value = AmqpValues.Next(ref fields);
            switch (field)
            {
                case 0:
                    handle = AmqpValues.UInt(value);
                    break;
                case MoreField:
                    hasMore = AmqpValues.IsTrue(value);
                    break;
                case AbortedField:
                    isAborted = AmqpValues.IsTrue(value);
                    break;
            }
        }

        return new Performative(kind, handle, hasMore, isAborted, end);
    }
}
