using IntegrationActors.Formats.Csv;

namespace IntegrationActors.Formats.CsvToXml;

/// <summary>How CSV becomes XML.</summary>
public sealed record CsvToXmlOptions
{
    /// <summary>How rows become records. Default: RFC 4180 with a header.</summary>
    public CsvTableOptions Table { get; init; } = new();

    /// <summary>The elements around a record and the record itself. Default <c>rows/row</c>.</summary>
    public string Path { get; init; } = "rows/row";

    /// <summary>Namespace of all elements. Default null: none.</summary>
    public string? Namespace { get; init; }

    /// <summary>Whether fields without text have no element. Default false: they have an empty one.</summary>
    public bool DropEmpty { get; init; }
}
