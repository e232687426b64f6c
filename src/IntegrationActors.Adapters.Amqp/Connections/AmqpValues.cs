using System.Buffers.Binary;

namespace IntegrationActors.Adapters.Amqp.Connections;

/// <summary>Values in the type system of AMQP (ISO/IEC 19464, 1.2): cut out of bytes, and checked for what a parser may be given.</summary>
internal static class AmqpValues
{
    /// <summary>Deepest nesting of values in a message.</summary>
    public const int Deepest = 32;

    /// <summary>Most values of a message.</summary>
    public const int Most = 100_000;

    private const byte Described = 0;

    /// <summary>Cuts the first value off, which may be described by a simple one.</summary>
    public static ReadOnlySpan<byte> Next(ref ReadOnlySpan<byte> values)
    {
        var length = LengthOf(values);
        var value = values[..length];
        values = values[length..];
        return value;
    }

    public static uint UInt(ReadOnlySpan<byte> value) => value[0] switch
    {
        0x52 => value[1],
        0x70 => BinaryPrimitives.ReadUInt32BigEndian(value[1..]),
        _ => 0,
    };

    public static bool IsTrue(ReadOnlySpan<byte> value) => value[0] == 0x41 || (value[0] == 0x56 && value[1] == 1);

    /// <summary>Whether a sequence of values has bounded depth and number, and whether what it says of its sizes is true: then every parser reads it alike, and none runs out of stack or memory.</summary>
    public static bool AreSound(ReadOnlySpan<byte> values)
    {
        // How many values are missing in each that is open, and where it has to end; -1: wherever they end.
        Span<(int Missing, int End)> open = stackalloc (int, int)[Deepest];
        var (depth, at, count) = (0, 0, 0);
        while (at < values.Length || depth > 0)
        {
            if (at >= values.Length || depth == Deepest || ++count > Most || !TryStep(values, ref at, ref count, out var inner))
            {
                return false;
            }

            if (inner.Missing > 0)
            {
                open[depth++] = inner;
                continue;
            }

            while (depth > 0 && --open[depth - 1].Missing == 0)
            {
                if (open[--depth].End is var end and >= 0 && end != at)
                {
                    return false;
                }
            }
        }

        return true;
    }

    // Passes over one simple value, or goes into one that has others.
    private static bool TryStep(ReadOnlySpan<byte> values, ref int at, ref int count, out (int Missing, int End) inner)
    {
        var code = values[at];
        inner = code == Described ? (2, -1) : default;
        if (code == Described)
        {
            at++;
            return true;
        }

        if (code >> 4 is 0xe or 0xf)
        {
            return TryArray(values, ref at, ref count);
        }

        var isCompound = code >> 4 is 0xc or 0xd;
        if (!TryLength(values[at..], out var length) || length > values.Length - at)
        {
            return false;
        }

        if (isCompound)
        {
            var width = code >> 4 == 0xc ? 1 : 4;
            if (length < 1 + (2 * width))
            {
                return false;
            }

            var items = Size(values[(at + 1 + width)..], width);
            inner = ((int)Math.Min(items, int.MaxValue), at + length);
            at += 1 + (2 * width);
            return items <= length && (items > 0 || inner.End == at);
        }

        at += length;
        return true;
    }

    // Of simple values; those of lists, maps, arrays or described values have no use in a message, and each is another way to hide depth.
    private static bool TryArray(ReadOnlySpan<byte> values, ref int at, ref int count)
    {
        var width = values[at] >> 4 == 0xe ? 1 : 4;
        if (!TryLength(values[at..], out var length) || length > values.Length - at || length < 2 + (2 * width))
        {
            return false;
        }

        var items = Size(values[(at + 1 + width)..], width);
        var code = values[at + 1 + (2 * width)];
        var rest = values.Slice(at + 2 + (2 * width), length - 2 - (2 * width));
        if (items > Most || (count += (int)items) > Most || code >> 4 is < 4 or > 0xb)
        {
            return false;
        }

        Span<byte> head = stackalloc byte[5];
        head[0] = code;
        for (; items > 0; items--)
        {
            rest[..Math.Min(4, rest.Length)].CopyTo(head[1..]);
            if (!TryLength(head, out var item) || item - 1 > rest.Length)
            {
                return false;
            }

            rest = rest[(item - 1)..];
        }

        at += length;
        return rest.IsEmpty;
    }

    private static int LengthOf(ReadOnlySpan<byte> value)
    {
        var at = 0;
        while (value[at] == Described)
        {
            at++;
            at += TryLength(value[at..], out var descriptor) ? descriptor : throw new ArgumentOutOfRangeException(nameof(value));
        }

        return at + (TryLength(value[at..], out var length) ? length : throw new ArgumentOutOfRangeException(nameof(value)));
    }

    // Of a value that is not described, with its first byte.
    private static bool TryLength(ReadOnlySpan<byte> value, out int length)
    {
        var kind = value[0] >> 4;
        var fixedLength = kind switch
        {
            4 => 1,
            5 => 2,
            6 => 3,
            7 => 5,
            8 => 9,
            9 => 17,
            _ => 0,
        };
        length = fixedLength;
        if (fixedLength > 0)
        {
            return true;
        }

        var width = kind is 0xa or 0xc or 0xe ? 1 : 4;
        if (kind < 0xa || value.Length < 1 + width)
        {
            return false;
        }

        var size = Size(value[1..], width) + 1 + width;
        length = (int)Math.Min(size, int.MaxValue);
        return size <= int.MaxValue;
    }

    private static long Size(ReadOnlySpan<byte> bytes, int width) => width == 1 ? bytes[0] : BinaryPrimitives.ReadUInt32BigEndian(bytes);
}
