using System.ComponentModel.DataAnnotations;

namespace IntegrationActors.Steps.Splitting;

/// <summary>The dialect of CSV.</summary>
public sealed record CsvSplitOptions
{
    /// <summary>Stands between fields, one character of ASCII. Default <c>,</c>.</summary>
    [RegularExpression("[\\x09\\x20-\\x7e]", ErrorMessage = "must be one character of ASCII")]
    public string Delimiter { get; init; } = ",";

    /// <summary>Stands around fields that hold delimiters, line breaks or quotes; twice within a field it means itself. One character of ASCII. Default <c>"</c>.</summary>
    [RegularExpression("[\\x21-\\x7e]", ErrorMessage = "must be one character of ASCII")]
    public string Quote { get; init; } = "\"";

    /// <summary>Whether the first record is a header line, with which each part begins. Default true.</summary>
    public bool Header { get; init; } = true;

    /// <summary>
    /// What a part is: <c>csv</c> the record as it stands there, behind the header line; <c>json</c> an object with the names of the header and all values as texts, as <c>csvToJson</c> makes
    /// them. JSON needs the header; a record with another number of fields fails with IA3403, and the others of IA3401 to IA3407 are those of that step. Default csv.
    /// </summary>
    public CsvPartSyntax As { get; init; }
}

/// <summary>Syntax of the parts of a CSV body.</summary>
public enum CsvPartSyntax
{
    /// <summary>CSV.</summary>
    Csv,

    /// <summary>A JSON object.</summary>
    Json,
}
