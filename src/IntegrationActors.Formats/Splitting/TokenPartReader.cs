using System.Buffers;
using System.Text;
using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Formats.Splitting;

/// <summary>
/// Reads the pieces of a text between tokens; a line break as token is <c>\n</c> or <c>\r\n</c>. Pieces of no length are skipped. A piece may be of any length: it is handed on while it is read.
/// </summary>
public sealed class TokenPartReader : WindowPartReader
{
    private readonly byte[] _token;
    private readonly bool _isLineBreak;
    private bool _isInPart;

    /// <summary>Reads a text in memory.</summary>
    /// <param name="text">The text, in an encoding in which the bytes of a token stand for nothing else: UTF-8, or one byte for each character.</param>
    /// <param name="token">The token in the same encoding; null for line breaks.</param>
    public TokenPartReader(ReadOnlyMemory<byte> text, byte[]? token)
        : this(new ReadWindow(text), token)
    {
    }

    /// <summary>Reads a stream, which is disposed of with the reader.</summary>
    /// <inheritdoc cref="TokenPartReader(ReadOnlyMemory{byte}, byte[])" path="/param"/>
    public TokenPartReader(Stream text, byte[]? token)
        : this(new ReadWindow(text, MaxHeld), token)
    {
    }

    private TokenPartReader(ReadWindow window, byte[]? token)
        : base(window) => (_token, _isLineBreak) = (token ?? "\n"u8.ToArray(), token is null);

    public override bool IsUtf8 => false;

    protected override ReadOnlyMemory<byte> Separator => _token;

    private protected override Progress Advance(IBufferWriter<byte> target, ReadOnlyMemory<byte> lead)
    {
        while (true)
        {
            var unread = Window.Unread;
            var at = unread.IndexOf(_token);
            if (at < 0 && !Window.IsEnd)
            {
                HandOn(unread.Length - int.Max(1, _token.Length - 1), target, lead);
                return Progress.NeedsMore;
            }

            var end = at < 0 ? unread.Length : at;
            HandOn(_isLineBreak && end > 0 && unread[end - 1] == '\r' ? end - 1 : end, target, lead);
            Window.Advance(Window.Unread.Length - unread.Length + end + (at < 0 ? 0 : _token.Length));
            if (_isInPart || at < 0)
            {
                var isPart = _isInPart;
                _isInPart = false;
                return isPart ? Progress.Part : Progress.End;
            }
        }
    }

    private protected override FaultException TooLong() => SplitFaults.TooLong("The token", MaxHeld);

    private void HandOn(int count, IBufferWriter<byte> target, ReadOnlyMemory<byte> lead)
    {
        if (count <= 0)
        {
            return;
        }

        if (!_isInPart)
        {
            _isInPart = true;
            target.Write(lead.Span);
        }

        target.Write(Window.Unread[..count]);
        Window.Advance(count);
    }
}
