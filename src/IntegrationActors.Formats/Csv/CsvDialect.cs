using System.Text;
using CsvHelper;

namespace IntegrationActors.Formats.Csv;

/// <summary>How a CSV document is written down: RFC 4180 unless told otherwise.</summary>
public sealed record CsvDialect
{
    /// <summary>What stands between two fields, one ASCII character. Default a comma.</summary>
    public char Separator { get; init; } = ',';

    /// <summary>How a value may hold separators and line breaks. Default quotes.</summary>
    public CsvEscaping Escaping { get; init; } = CsvEscaping.Quotes;

    /// <summary>The quote of documents that are read, one ASCII character; what is written has double quotes. Default <c>"</c>.</summary>
    public char Quote { get; init; } = '"';

    /// <summary>Lines that begin with this character are passed over. Default null: there are none.</summary>
    public char? Comment { get; init; }

    /// <summary>Whether blanks and tabs around values without quotes are dropped. Default false.</summary>
    public bool Trim { get; init; }

    /// <summary>Encoding of documents that have no byte order mark. Default UTF-8.</summary>
    public Encoding Encoding { get; init; } = Encoding.UTF8;

    /// <summary>Whether what is written starts with a byte order mark. Default false.</summary>
    public bool ByteOrderMark { get; init; }

    /// <summary>End of each line that is written: CR LF, LF or CR. Default CR LF.</summary>
    public string LineBreak { get; init; } = "\r\n";

    /// <summary>Longest value that is read, in bytes of UTF-8. Default 1 MiB.</summary>
    public int MaxFieldSize { get; init; } = 1024 * 1024;

    /// <summary>Longest row that is read, in bytes of UTF-8. Default 4 MiB.</summary>
    public int MaxRecordSize { get; init; } = 4 * 1024 * 1024;

    private CsvMode Mode => Escaping switch
    {
        CsvEscaping.Backslash => CsvMode.Escape,
        CsvEscaping.None => CsvMode.NoEscape,
        _ => CsvMode.Rfc4180,
    };

    /// <summary>Checks that no character has two meanings.</summary>
    /// <exception cref="ArgumentException">The text is for the author of the flow.</exception>
    internal void Check()
    {
        char?[] special = Escaping switch
        {
            CsvEscaping.Quotes => [Separator, Quote, Comment],
            CsvEscaping.Backslash => [Separator, '\\', Comment],
            _ => [Separator, Comment],
        };
        Refuse(!char.IsAscii(Separator) || char.IsLetterOrDigit(Separator) || Separator is '\r' or '\n' or '\0', $"'{Separator}' can't separate fields; use , ; | a tab or another sign", nameof(Separator));
        Refuse(!char.IsAscii(Quote) || char.IsLetterOrDigit(Quote) || char.IsWhiteSpace(Quote), $"'{Quote}' can't be a quote; use \" or '", nameof(Quote));
        Refuse(Comment is { } sign && (!char.IsAscii(sign) || char.IsWhiteSpace(sign)), $"'{Comment}' can't start a comment; use # or another sign", nameof(Comment));
        var used = special.OfType<char>().ToArray();
        Refuse(used.Distinct().Count() < used.Length, "separator, quote, backslash and comment must be different characters", nameof(Separator));
        Refuse(MaxFieldSize < 1, "the longest value has at least one byte", nameof(MaxFieldSize));
        Refuse(MaxRecordSize < MaxFieldSize, "the longest row can't be shorter than the longest value", nameof(MaxRecordSize));
    }

    internal CsvReader Open(Stream csv) => CsvReader.Create(csv, new CsvReaderOptions
    {
        Separator = Separator,
        HasHeader = false,
        Mode = Mode,
        Quote = Quote,
        CommentPrefix = Comment,
        TrimWhitespace = Trim,
        SkipEmptyLines = true,
        MaxRecordSize = MaxRecordSize,
        TrackLineNumbers = true,
        IncludeValuesInExceptions = false,
        MalformedData = CsvMalformedDataHandling.Throw,
        Encoding = Encoding is UTF8Encoding ? null : Text.TextEncodings.Strict(Encoding),
    }, leaveOpen: true);

    /// <summary>A writer whose text goes to <paramref name="text"/> in UTF-16, to be encoded there, or directly to <paramref name="output"/>.</summary>
    internal CsvWriter Write(Stream output, TextWriter? text)
    {
        var options = new CsvWriterOptions { Separator = Separator, Mode = Mode, NewLine = LineBreak, WriteByteOrderMark = ByteOrderMark && text is null };
        return text is null ? CsvWriter.Create(output, options, leaveOpen: true) : CsvWriter.Create(text, options, leaveOpen: true);
    }

    private static void Refuse(bool wrong, string text, string option)
    {
        if (wrong)
        {
            throw new ArgumentException(text, option);
        }
    }
}
