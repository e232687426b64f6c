using IntegrationActors.Security.Content;

namespace IntegrationActors.Security.Cms;

/// <summary>
/// Reads the outer structure of a BER document (X.690) from a stream, of definite and indefinite lengths, without believing a length before the bytes are there. Small
/// elements are read as a whole and parsed elsewhere; content is a stream. Used by one message.
/// </summary>
internal sealed class BerReader(BoundedStream source)
{
    private const long Indefinite = -1;
    private const int Nothing = -2;
    private const byte Constructed = 0x20;

    // Certificates of real people need half of it.
    private const int DeepestNesting = 16;

    private readonly Stack<long> _ends = [];
    private int _next = Nothing;

    /// <summary>Whether the element that was entered has no further ones.</summary>
    public bool IsAtEnd => _ends.Peek() == Indefinite ? Peek() == 0 : Position >= _ends.Peek();

    private long Position => source.BytesRead - (_next >= 0 ? 1 : 0);

    /// <summary>Identifier of the next element; -1 at the end of the stream.</summary>
    public int Peek() => _next == Nothing ? _next = source.ReadByte() : _next;

    /// <summary>Goes into an element.</summary>
    public void Enter(byte identifier)
    {
        if (Peek() != identifier)
        {
            throw new InvalidDataException($"there is element {Peek():X2} where {identifier:X2} belongs");
        }

        Take();
        _ends.Push(ReadLength() is var length and not Indefinite ? Position + length : Indefinite);
    }

    /// <summary>Goes out of the element, which must be at its end.</summary>
    public void Leave()
    {
        var end = _ends.Pop();
        if (end == Indefinite ? Take() != 0 || Take() != 0 : Position != end)
        {
            throw new InvalidDataException("an element has more or less in it than it says");
        }
    }

    /// <summary>The whole next element.</summary>
    public byte[] ReadElement()
    {
        var element = new MemoryStream();
        Copy(element, depth: 0);
        return element.ToArray();
    }

    /// <summary>The content of the next element: an octet string in one piece or in many, with the identifier of the one in one piece.</summary>
    public Stream ReadOctets(byte identifier)
    {
        var found = Take();
        if ((found & ~Constructed) != identifier)
        {
            throw new InvalidDataException($"there is element {found:X2} where content belongs");
        }

        return new BerOctets(this, ReadLength(), (found & Constructed) != 0);
    }

    internal int Read(Span<byte> buffer) => source.Read(buffer);

    /// <summary>Length of the next piece of an octet string; null at its end.</summary>
    internal long? ReadPiece(long end)
    {
        if (end != Indefinite && Position >= end)
        {
            return null;
        }

        var identifier = Take();
        var length = ReadLength();
        return (identifier, length) switch
        {
            (0, 0) when end == Indefinite => null,
            (0x04, >= 0) => length,
            _ => throw new InvalidDataException("content is not made of octet strings"),
        };
    }

    internal long EndOf(long length) => length == Indefinite ? Indefinite : Position + length;

    private byte Take()
    {
        var next = Peek();
        _next = Nothing;
        return next < 0 ? throw new EndOfStreamException("the message ends too early") : (byte)next;
    }

    private long ReadLength()
    {
        var first = Take();
        if (first < 0x80)
        {
            return first;
        }

        var count = first & 0x7F;
        if (count == 0)
        {
            return Indefinite;
        }

        if (count > 6)
        {
            throw new InvalidDataException("an element is longer than can be");
        }

        var length = 0L;
        for (var i = 0; i < count; i++)
        {
            length = (length << 8) | Take();
        }

        return length;
    }

    private void Copy(MemoryStream target, int depth)
    {
        if (depth == DeepestNesting)
        {
            throw SecurityFault.TooLarge("its elements nest too deep");
        }

        var identifier = Take();
        var length = ReadLength();
        target.WriteByte(identifier);
        if (length == Indefinite)
        {
            CopyIndefinite(target, depth);
            return;
        }

        WriteLength(target, length);
        var buffer = new byte[(int)Math.Min(length, 4096)];
        for (var left = length; left > 0;)
        {
            var count = source.Read(buffer.AsSpan(0, (int)Math.Min(left, buffer.Length)));
            left -= count > 0 ? count : throw new EndOfStreamException("the message ends too early");
            target.Write(buffer, 0, count);
        }
    }

    private void CopyIndefinite(MemoryStream target, int depth)
    {
        target.WriteByte(0x80);
        while (Peek() != 0)
        {
            Copy(target, depth + 1);
        }

        target.Write([Take(), Take()]);
    }

    private static void WriteLength(MemoryStream target, long length)
    {
        if (length < 0x80)
        {
            target.WriteByte((byte)length);
            return;
        }

        var count = length > 0xFFFFFFFF ? 6 : 4;
        target.WriteByte((byte)(0x80 | count));
        for (var i = count - 1; i >= 0; i--)
        {
            target.WriteByte((byte)(length >> (8 * i)));
        }
    }
}
