using System.Buffers;
using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Formats.Splitting;

/// <summary>
/// Reads the records of CSV (RFC 4180) as they stand there; a quoted field may hold line breaks and delimiters. With a header line each part begins with it. Lines of no length are skipped.
/// </summary>
public sealed class CsvPartReader : WindowPartReader
{
    private const int Incomplete = -1;

    private static readonly ReadOnlyMemory<byte> LineBreak = "\n"u8.ToArray();

    private readonly byte _delimiter;
    private readonly byte _quote;
    private readonly bool _hasHeader;
    private byte[]? _header;

    /// <summary>Reads a text in memory.</summary>
    /// <param name="csv">The text, in UTF-8 or an encoding with one byte for each character.</param>
    /// <param name="delimiter">Stands between fields; a character of ASCII.</param>
    /// <param name="quote">Stands around fields that hold delimiters, line breaks or quotes; a character of ASCII.</param>
    /// <param name="hasHeader">Whether the first record is a header line.</param>
    public CsvPartReader(ReadOnlyMemory<byte> csv, char delimiter, char quote, bool hasHeader)
        : this(new ReadWindow(csv), delimiter, quote, hasHeader)
    {
    }

    /// <summary>Reads a stream, which is disposed of with the reader.</summary>
    /// <inheritdoc cref="CsvPartReader(ReadOnlyMemory{byte}, char, char, bool)" path="/param"/>
    public CsvPartReader(Stream csv, char delimiter, char quote, bool hasHeader)
        : this(new ReadWindow(csv, MaxHeld), delimiter, quote, hasHeader)
    {
    }

    private CsvPartReader(ReadWindow window, char delimiter, char quote, bool hasHeader)
        : base(window) => (_delimiter, _quote, _hasHeader) = ((byte)delimiter, (byte)quote, hasHeader);

    public override bool IsUtf8 => false;

    protected override ReadOnlyMemory<byte> Separator => LineBreak;

    private protected override Progress Advance(IBufferWriter<byte> target, ReadOnlyMemory<byte> lead)
    {
        while (true)
        {
            var unread = Window.Unread;
            if (unread.IsEmpty && Window.IsEnd)
            {
                return Progress.End;
            }

            var end = EndOfRecord(unread);
            if (end == Incomplete || BreakAt(unread, end) is not { } lineBreak)
            {
                return Progress.NeedsMore;
            }

            var record = unread[..end];
            Window.Advance(end + lineBreak);
            if (record.IsEmpty)
            {
                continue;
            }

            if (_hasHeader && _header is null)
            {
                _header = [.. record, (byte)'\n'];
                continue;
            }

            target.Write(lead.IsEmpty ? _header : lead.Span);
            target.Write(record);
            return Progress.Part;
        }
    }

    private protected override FaultException TooLong() => SplitFaults.TooLong("A record of the CSV", MaxHeld);

    // Index of the line break behind the record, or of the end of the text.
    private int EndOfRecord(ReadOnlySpan<byte> text)
    {
        var line = text.IndexOfAny((byte)'\n', (byte)'\r');
        if (line >= 0 && !text[..line].Contains(_quote))
        {
            return line;
        }

        for (var at = 0; ;)
        {
            at = BehindQuoted(text, at);
            var rest = at == Incomplete ? Incomplete : text[at..].IndexOfAny(_delimiter, (byte)'\n', (byte)'\r');
            if (rest < 0)
            {
                return at != Incomplete && Window.IsEnd ? text.Length : Incomplete;
            }

            at += rest;
            if (text[at] != _delimiter)
            {
                return at;
            }

            at++;
        }
    }

    // Where a quoted field ends that begins here; here when the field is not quoted.
    private int BehindQuoted(ReadOnlySpan<byte> text, int at)
    {
        if (at >= text.Length || text[at] != _quote)
        {
            return at;
        }

        for (at++; ;)
        {
            var quote = text[at..].IndexOf(_quote);
            at += quote + 1;
            if (quote < 0 || (at == text.Length && !Window.IsEnd))
            {
                return Window.IsEnd ? throw SplitFaults.OpenQuote(Window.Position) : Incomplete;
            }

            if (at == text.Length || text[at] != _quote)
            {
                return at;
            }

            at++;
        }
    }

    // Length of the line break; null when it takes the next byte to know.
    private int? BreakAt(ReadOnlySpan<byte> text, int at) => text[at..] switch
    {
        [] => 0,
        [(byte)'\r', (byte)'\n', ..] => 2,
        [(byte)'\r'] when !Window.IsEnd => null,
        _ => 1,
    };
}
