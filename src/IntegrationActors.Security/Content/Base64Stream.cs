namespace IntegrationActors.Security.Content;

/// <summary>Decodes base64, with line breaks or without; lines of PEM that begin with a hyphen are passed over.</summary>
internal sealed class Base64Stream(Stream text) : Stream
{
    private readonly byte[] _text = new byte[16 * 1024];
    private readonly char[] _digits = new char[16 * 1024 + 4];
    private readonly byte[] _bytes = new byte[12 * 1024 + 4];
    private int _held;
    private int _at;
    private int _filled;
    private bool _isLineStart = true;
    private bool _isPassedOver;
    private bool _isOver;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        while (_at == _filled && !_isOver)
        {
            Fill();
        }

        var count = Math.Min(buffer.Length, _filled - _at);
        _bytes.AsSpan(_at, count).CopyTo(buffer);
        _at += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private void Fill()
    {
        var count = text.Read(_text);
        _isOver = count == 0;
        foreach (var one in _text.AsSpan(0, count))
        {
            Take((char)one);
        }

        var whole = _held / 4 * 4;
        if (_isOver && whole != _held)
        {
            throw new FormatException("base64 ends too early");
        }

        _filled = Convert.TryFromBase64Chars(_digits.AsSpan(0, whole), _bytes, out var written) ? written : throw new FormatException("it is neither binary nor base64");
        _at = 0;
        _held -= whole;
        Array.Copy(_digits, whole, _digits, 0, _held);
    }

    private void Take(char one)
    {
        if (one is '\r' or '\n')
        {
            (_isLineStart, _isPassedOver) = (true, false);
            return;
        }

        _isPassedOver |= _isLineStart && one == '-';
        _isLineStart = false;
        if (!_isPassedOver && one is not (' ' or '\t'))
        {
            _digits[_held++] = one;
        }
    }
}
