using System.Buffers.Binary;

namespace IntegrationActors.Adapters.Amqp.Connections;

/// <summary>
/// Frames on their way to the library (ISO/IEC 19464, 2.3). Each passes as it is, but for transfers: what they carry stays here, and the library sees an empty message. So content that a stranger wrote is
/// bounded and checked before anything parses it: the library reads nested values by recursion, and a message of zeros would end the process. Belongs to the one reader of a connection.
/// </summary>
internal sealed class IncomingFrames(long largestMessage)
{
    /// <summary>Largest frame that the broker may send.</summary>
    public const int LargestFrame = 256 * 1024;

    private const int HeaderLength = 8;
    private const int ProtocolHeader = 0x414D5150;
    private const int AmqpFrame = 0;
    private const int FirstRoom = 64 * 1024;

    private readonly Dictionary<uint, ArrivingContent> _arriving = [];
    private readonly Dictionary<uint, Queue<ArrivingContent>> _arrived = [];
    private byte[] _input = new byte[FirstRoom];
    private byte[] _output = new byte[FirstRoom];
    private int _inputEnd;
    private int _outputStart;
    private int _outputEnd;

    /// <summary>Whether there is something for the library.</summary>
    public bool HasOutput => _outputStart < _outputEnd;

    /// <summary>Where the next bytes of the broker go.</summary>
    public Memory<byte> Room()
    {
        if (_input.Length - _inputEnd < FirstRoom / 2)
        {
            Array.Resize(ref _input, Math.Min(_input.Length * 2, LargestFrame + FirstRoom));
        }

        return _input.AsMemory(_inputEnd);
    }

    /// <summary>So many bytes came.</summary>
    /// <exception cref="IOException">They are no frames.</exception>
    public void Append(int count)
    {
        _inputEnd += count;
        var at = 0;
        while (LengthOf(_input.AsSpan(at, _inputEnd - at)) is var length && length <= _inputEnd - at)
        {
            Pass(_input.AsSpan(at, length));
            at += length;
        }

        _input.AsSpan(at, _inputEnd - at).CopyTo(_input);
        _inputEnd -= at;
    }

    /// <summary>Hands bytes to the library.</summary>
    public int Take(Span<byte> target)
    {
        var count = Math.Min(target.Length, _outputEnd - _outputStart);
        _output.AsSpan(_outputStart, count).CopyTo(target);
        _outputStart += count;
        if (_outputStart == _outputEnd)
        {
            (_outputStart, _outputEnd) = (0, 0);
        }

        return count;
    }

    /// <summary>Content of the message that the library has just got over a link.</summary>
    /// <param name="handle">The broker's handle of the link.</param>
    public ArrivingContent TakeContent(uint handle) => _arrived[handle].Dequeue();

    // More than there is, as long as it is not known.
    private static int LengthOf(ReadOnlySpan<byte> input)
    {
        if (input.Length < HeaderLength)
        {
            return HeaderLength;
        }

        var length = BinaryPrimitives.ReadInt32BigEndian(input);
        return length switch
        {
            ProtocolHeader => HeaderLength,
            < HeaderLength or > LargestFrame => throw new IOException($"what answers does not speak AMQP: it sent a frame of {length} bytes"),
            _ => length,
        };
    }

    private void Pass(ReadOnlySpan<byte> frame)
    {
        var body = frame[4] * 4;
        if (BinaryPrimitives.ReadInt32BigEndian(frame) == ProtocolHeader || frame[5] != AmqpFrame || body >= frame.Length)
        {
            Write(frame);
            return;
        }

        var performative = Performative.Read(frame[body..]);
        if (performative.Kind == Performative.Detach)
        {
            _arriving.Remove(performative.Handle);
        }

        if (performative.Kind != Performative.Transfer)
        {
            Write(frame);
            return;
        }

        var length = body + performative.Length;
        Keep(performative, frame[length..]);
        Write(frame[..length]);
        BinaryPrimitives.WriteInt32BigEndian(_output.AsSpan(_outputEnd - length), length);
    }

    private void Keep(in Performative transfer, ReadOnlySpan<byte> content)
    {
        if (!_arriving.Remove(transfer.Handle, out var arriving))
        {
            arriving = new ArrivingContent(largestMessage);
        }

        arriving.Add(content, transfer.HasMore);
        if (transfer.HasMore)
        {
            _arriving[transfer.Handle] = arriving;
            return;
        }

        arriving.IsAborted = transfer.IsAborted;
        if (!_arrived.TryGetValue(transfer.Handle, out var arrived))
        {
            _arrived[transfer.Handle] = arrived = new Queue<ArrivingContent>();
        }

        arrived.Enqueue(arriving);
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        if (_output.Length - _outputEnd < bytes.Length)
        {
            Array.Resize(ref _output, Math.Max(_output.Length * 2, _outputEnd + bytes.Length));
        }

        bytes.CopyTo(_output.AsSpan(_outputEnd));
        _outputEnd += bytes.Length;
    }
}
