using IntegrationActors.Formats.Csv;

namespace IntegrationActors.Formats.JsonToCsv;

/// <summary>How JSON becomes CSV.</summary>
public sealed record JsonToCsvOptions
{
    /// <summary>How records become rows. Default: RFC 4180 with a header.</summary>
    public CsvRowOptions Rows { get; init; } = new();

    /// <summary>Where the array stands: members with slashes between them, <c>orders/order</c>. Default null: the array is the document.</summary>
    public string? Path { get; init; }
}
