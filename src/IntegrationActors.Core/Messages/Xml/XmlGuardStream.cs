namespace IntegrationActors.Core.Messages.Xml;

/// <summary>
/// Hands the bytes of a document on, and looks at them on their way (<see cref="XmlAttributeLimit"/>). Documents in UTF-16 and UTF-32 are looked at character by character:
/// what is no ASCII counts as a letter. The inner stream stays open.
/// </summary>
internal sealed class XmlGuardStream(Stream inner) : Stream
{
    private readonly XmlAttributeLimit _limit = new(SafeXml.MaxAttributes);
    private readonly byte[] _character = new byte[4];
    private int _pending;
    private int _width;
    private int _place;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var count = inner.Read(buffer);
        Look(buffer[..count]);
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await inner.ReadAsync(buffer, cancellationToken);
        Look(buffer.Span[..count]);
        return count;
    }

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private void Look(ReadOnlySpan<byte> xml)
    {
        while (_width == 0 && !xml.IsEmpty)
        {
            _character[_pending++] = xml[0];
            xml = xml[1..];
            if (_pending == _character.Length)
            {
                Begin();
            }
        }

        if (_width > 1)
        {
            LookAtCharacters(xml);
        }
        else
        {
            _limit.Scan(xml);
        }
    }

    /// <summary>Finds width and byte order by the mark or the first '&lt;' (XML 1.0, appendix F), then looks at the first four bytes.</summary>
    private void Begin()
    {
        (_width, _place) = _character switch
        {
            [0xFF, 0xFE, 0, 0] or [(byte)'<', 0, 0, 0] => (4, 0),
            [0xFE, 0xFF, 0, 0] or [0, (byte)'<', 0, 0] => (4, 1),
            [0, 0, 0xFF, 0xFE] or [0, 0, (byte)'<', 0] => (4, 2),
            [0, 0, 0xFE, 0xFF] or [0, 0, 0, (byte)'<'] => (4, 3),
            [0xFF, 0xFE, ..] or [_, 0, ..] => (2, 0),
            [0xFE, 0xFF, ..] or [0, ..] => (2, 1),
            _ => (1, 0),
        };
        _pending = 0;
        Look(_character.ToArray());
    }

    private void LookAtCharacters(ReadOnlySpan<byte> xml)
    {
        foreach (var one in xml)
        {
            _character[_pending++] = one;
            if (_pending == _width)
            {
                _pending = 0;
                var ascii = _character[_place];
                _character[_place] = 0;
                _limit.Scan([_character.AsSpan(0, _width).ContainsAnyExcept((byte)0) ? (byte)'x' : ascii]);
            }
        }
    }
}
