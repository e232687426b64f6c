namespace IntegrationActors.Adapters.Amqp.Connections;

/// <summary>What the transfers of one message carry.</summary>
internal sealed class ArrivingContent(long largest)
{
    private byte[] _bytes = [];
    private int _length;

    /// <summary>The bytes; empty when they are too many.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes.AsMemory(0, _length);

    /// <summary>More came than may; the bytes were let go.</summary>
    public bool IsTooLarge { get; private set; }

    /// <summary>The broker changed its mind in the middle: there is no message.</summary>
    public bool IsAborted { get; set; }

    public void Add(ReadOnlySpan<byte> part, bool hasMore)
    {
        IsTooLarge |= _length + (long)part.Length > largest;
        if (IsTooLarge)
        {
            (_bytes, _length) = ([], 0);
            return;
        }

        var needed = _length + part.Length;
        if (needed > _bytes.Length)
        {
            Array.Resize(ref _bytes, hasMore ? Math.Max(needed, _bytes.Length * 2) : needed);
        }

        part.CopyTo(_bytes.AsSpan(_length));
        _length = needed;
    }
}
