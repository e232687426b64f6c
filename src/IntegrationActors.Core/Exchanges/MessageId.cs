using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace IntegrationActors.Core.Exchanges;

/// <summary>
/// Identity of one exchange and of its entry in the message processing log: a UUID of version 7 (RFC 9562), so ids sort by start time
/// and rows append at the end of an index.
/// </summary>
public readonly record struct MessageId(Guid Value) : IComparable<MessageId>
{
    [ThreadStatic]
    private static RandomSource? _random;

    public static MessageId Create(DateTimeOffset now)
    {
        Span<byte> bytes = stackalloc byte[16];
        (_random ??= new RandomSource()).Fill(bytes[6..]);
        BinaryPrimitives.WriteInt64BigEndian(bytes, (now.ToUnixTimeMilliseconds() << 16) | ((uint)bytes[6] << 8) | bytes[7]);
        bytes[6] = (byte)(0x70 | (bytes[6] & 0x0F));
        bytes[8] = (byte)(0x80 | (bytes[8] & 0x3F));
        return new MessageId(new Guid(bytes, bigEndian: true));
    }

    /// <summary>The smallest id that an exchange started at <paramref name="time"/> can have: a bound for searches by time.</summary>
    public static MessageId Lowest(DateTimeOffset time)
    {
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        BinaryPrimitives.WriteInt64BigEndian(bytes, time.ToUnixTimeMilliseconds() << 16);
        return new MessageId(new Guid(bytes, bigEndian: true));
    }

    /// <summary>The same id for the same thing each time, such as an entry of a store in one state: a UUID of version 7 like all ids, whose random part is a hash.</summary>
    /// <param name="time">When the thing began.</param>
    /// <param name="what">Names it within the tenant.</param>
    public static MessageId Of(DateTimeOffset time, string what)
    {
        Span<byte> bytes = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(what), bytes);
        BinaryPrimitives.WriteInt64BigEndian(bytes, (time.ToUnixTimeMilliseconds() << 16) | ((uint)bytes[6] << 8) | bytes[7]);
        bytes[6] = (byte)(0x70 | (bytes[6] & 0x0F));
        bytes[8] = (byte)(0x80 | (bytes[8] & 0x3F));
        return Read(bytes);
    }

    public static bool TryParse(string? text, out MessageId id)
    {
        var ok = Guid.TryParse(text, out var value);
        id = new MessageId(value);
        return ok;
    }

    public void WriteTo(Span<byte> target) => Value.TryWriteBytes(target, bigEndian: true, out _);

    public static MessageId Read(ReadOnlySpan<byte> source) => new(new Guid(source[..16], bigEndian: true));

    public int CompareTo(MessageId other)
    {
        Span<byte> a = stackalloc byte[16], b = stackalloc byte[16];
        WriteTo(a);
        other.WriteTo(b);
        return a.SequenceCompareTo(b);
    }

    public override string ToString() => Value.ToString("D");

    // Ids must not be guessable across tenants, and a system call per message is dear: random bytes are drawn in blocks.
    private sealed class RandomSource
    {
        private readonly byte[] _block = new byte[1000];
        private int _used = 1000;

        public void Fill(Span<byte> target)
        {
            if (_used + target.Length > _block.Length)
            {
                RandomNumberGenerator.Fill(_block);
                _used = 0;
            }

            _block.AsSpan(_used, target.Length).CopyTo(target);
            _used += target.Length;
        }
    }
}
