using System.ComponentModel.DataAnnotations;
using IntegrationActors.Core.Options;
using IntegrationActors.Formats.Csv;
using IntegrationActors.Formats.Text;

namespace IntegrationActors.Steps.Csv;

/// <summary>What steps that write CSV have in common: RFC 4180 in UTF-8 unless told otherwise.</summary>
public abstract record CsvWritingOptions : StepOptions
{
    /// <summary>What stands between two fields: one ASCII sign, such as <c>;</c>, <c>|</c> or a tab (<c>"\t"</c>). Default <c>,</c>.</summary>
    [MinLength(1)]
    [MaxLength(1)]
    public string Separator { get; init; } = ",";

    /// <summary>Whether the first line holds the names of the fields. Default true.</summary>
    public bool Header { get; init; } = true;

    /// <summary>
    /// The fields, in this order; all others are left out. Values inside of a field are named with slashes: <c>address/city</c>. Default: the fields of the first
    /// record; a later record with a further one then fails with IA3414.
    /// </summary>
    public IReadOnlyList<string> Fields { get; init; } = [];

    /// <summary>What the header calls the <c>fields</c>, one for each. Default: their names.</summary>
    public IReadOnlyList<string> Titles { get; init; } = [];

    /// <summary>Encoding of the new body, such as <c>windows-1252</c>. A character that it has not fails with IA3415. Default UTF-8.</summary>
    public string Encoding { get; init; } = "UTF-8";

    /// <summary>Whether the new body begins with a byte order mark, by which Excel knows UTF-8. Default false.</summary>
    public bool ByteOrderMark { get; init; }

    /// <summary>How lines end: <c>crlf</c>, <c>lf</c> or <c>cr</c>. Default <c>crlf</c>.</summary>
    [Advanced]
    public CsvLineBreak LineBreak { get; init; } = CsvLineBreak.Crlf;

    /// <summary>How a value with separators or line breaks is written: in <c>quotes</c>, with a <c>backslash</c>, or <c>none</c> (as it is). Default <c>quotes</c>.</summary>
    [Advanced]
    public CsvEscaping Escaping { get; init; } = CsvEscaping.Quotes;

    /// <summary>Longest value in bytes; a longer one fails with IA3406. Default 1048576 (1 MiB), at most 64 MiB.</summary>
    [Range(1, 64 * 1024 * 1024)]
    [Advanced]
    public int MaxFieldSize { get; init; } = 1024 * 1024;

    /// <summary>Largest record in bytes; a larger one fails with IA3406. Default 4194304 (4 MiB), at most 256 MiB.</summary>
    [Range(1, 256 * 1024 * 1024)]
    [Advanced]
    public int MaxRecordSize { get; init; } = 4 * 1024 * 1024;

    /// <summary>Media type of the new body, with its encoding.</summary>
    internal string ContentType => $"text/csv; charset={TextEncodings.Find(Encoding).WebName}";

    internal CsvRowOptions Rows() => new()
    {
        Dialect = new CsvDialect
        {
            Separator = Separator[0],
            Escaping = Escaping,
            Encoding = TextEncodings.Find(Encoding),
            ByteOrderMark = ByteOrderMark,
            LineBreak = LineBreak switch { CsvLineBreak.Lf => "\n", CsvLineBreak.Cr => "\r", _ => "\r\n" },
            MaxFieldSize = MaxFieldSize,
            MaxRecordSize = MaxRecordSize,
        },
        Header = Header,
        Fields = Fields,
        Titles = Titles,
    };
}
