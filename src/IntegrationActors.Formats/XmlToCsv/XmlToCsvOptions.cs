using IntegrationActors.Formats.Csv;

namespace IntegrationActors.Formats.XmlToCsv;

/// <summary>How XML becomes CSV.</summary>
public sealed record XmlToCsvOptions
{
    /// <summary>How records become rows. Default: RFC 4180 with a header.</summary>
    public CsvRowOptions Rows { get; init; } = new();

    /// <summary>The elements that become rows: local names from the root down, <c>orders/order</c>. Default <c>rows/row</c>.</summary>
    public string Path { get; init; } = "rows/row";

    /// <summary>Whether simple elements beside the records' ancestors become fields too (<c>../customer</c>), when no fields are listed. Default false.</summary>
    public bool IncludeParent { get; init; }

    /// <summary>Whether attributes become fields too (<c>@id</c>, <c>price/@currency</c>), when no fields are listed. Default false.</summary>
    public bool IncludeAttributes { get; init; }
}
