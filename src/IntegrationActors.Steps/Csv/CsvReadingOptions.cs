using System.ComponentModel.DataAnnotations;
using System.Text;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Options;
using IntegrationActors.Formats.Csv;
using IntegrationActors.Formats.Text;

namespace IntegrationActors.Steps.Csv;

/// <summary>What steps that read CSV have in common: RFC 4180 unless told otherwise.</summary>
public abstract record CsvReadingOptions : StepOptions
{
    /// <summary>What stands between two fields: one ASCII sign, such as <c>;</c>, <c>|</c> or a tab (<c>"\t"</c>). Default <c>,</c>.</summary>
    [MinLength(1)]
    [MaxLength(1)]
    public string Separator { get; init; } = ",";

    /// <summary>What the first line is: the <c>names</c> of the fields, something to <c>skip</c>, or data (<c>none</c>). Default <c>names</c>.</summary>
    public CsvHeader Header { get; init; } = CsvHeader.Names;

    /// <summary>
    /// With a header of names: the fields that are taken, in this order. Otherwise the names of the fields by position. Default: all fields of the header, or
    /// <c>field1</c>, <c>field2</c> and so on.
    /// </summary>
    public IReadOnlyList<string> Fields { get; init; } = [];

    /// <summary>Only rows whose first field is this text become records. Default: all rows.</summary>
    public string? RecordMarker { get; init; }

    /// <summary>Whether the field of the marker is left out of the records; <c>fields</c> by position then begin with the second one. Default false.</summary>
    public bool DropMarker { get; init; }

    /// <summary>
    /// What becomes of a row with another number of fields: <c>refuse</c> fails with IA3403, <c>fill</c> takes missing fields as empty, <c>fillAndCut</c> also
    /// drops surplus ones. Default <c>refuse</c>.
    /// </summary>
    public RaggedRows RaggedRows { get; init; } = RaggedRows.Refuse;

    /// <summary>Encoding of a body without byte order mark, such as <c>windows-1252</c>. Default: the one that the sender declared, else UTF-8.</summary>
    public string? Encoding { get; init; }

    /// <summary>The quote, one ASCII sign. Default <c>"</c>.</summary>
    [MinLength(1)]
    [MaxLength(1)]
    [Advanced]
    public string Quote { get; init; } = "\"";

    /// <summary>How a value may hold separators and line breaks: in <c>quotes</c>, after a <c>backslash</c>, or <c>none</c>. Default <c>quotes</c>.</summary>
    [Advanced]
    public CsvEscaping Escaping { get; init; } = CsvEscaping.Quotes;

    /// <summary>Lines that begin with this sign are passed over. Default: no line is a comment.</summary>
    [MinLength(1)]
    [MaxLength(1)]
    [Advanced]
    public string? Comment { get; init; }

    /// <summary>Whether blanks and tabs around values that are not in quotes are dropped. Default false.</summary>
    [Advanced]
    public bool Trim { get; init; }

    /// <summary>Longest value in bytes; a longer one fails with IA3406. Default 1048576 (1 MiB), at most 64 MiB.</summary>
    [Range(1, 64 * 1024 * 1024)]
    [Advanced]
    public int MaxFieldSize { get; init; } = 1024 * 1024;

    /// <summary>Longest row in bytes; a longer one fails with IA3406. Default 4194304 (4 MiB), at most 256 MiB.</summary>
    [Range(1, 256 * 1024 * 1024)]
    [Advanced]
    public int MaxRecordSize { get; init; } = 4 * 1024 * 1024;

    internal CsvTableOptions Table() => new()
    {
        Dialect = new CsvDialect
        {
            Separator = Separator[0],
            Quote = Quote[0],
            Escaping = Escaping,
            Comment = Comment?[0],
            Trim = Trim,
            Encoding = Encoding is null ? TextEncodings.Utf8 : TextEncodings.Find(Encoding),
            MaxFieldSize = MaxFieldSize,
            MaxRecordSize = MaxRecordSize,
        },
        Header = Header,
        Fields = Fields,
        RaggedRows = RaggedRows,
        RecordMarker = RecordMarker,
        DropMarker = DropMarker,
    };

    /// <summary>The encoding that a body has apart from what the options say; null when it is UTF-8, or the options say it.</summary>
    internal Encoding? DeclaredEncoding(Payload body) => Encoding is null && body.Encoding is not UTF8Encoding ? body.Encoding : null;
}
