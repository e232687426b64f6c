using IntegrationActors.Formats.Csv;

namespace IntegrationActors.Formats.CsvToJson;

/// <summary>How CSV becomes JSON.</summary>
public sealed record CsvToJsonOptions
{
    /// <summary>How rows become records. Default: RFC 4180 with a header.</summary>
    public CsvTableOptions Table { get; init; } = new();

    /// <summary>Objects around the array: <c>orders/order</c> gives <c>{"orders":{"order":[…]}}</c>. Default null: the array is the document.</summary>
    public string? Path { get; init; }

    /// <summary>Fields whose values are numbers; an empty one is null. Default: none.</summary>
    public IReadOnlyList<string> Numbers { get; init; } = [];

    /// <summary>Fields whose values are <c>true</c> or <c>false</c>; an empty one is null. Default: none.</summary>
    public IReadOnlyList<string> Booleans { get; init; } = [];

    /// <summary>Whether fields without text are left out. Default false: they are empty strings.</summary>
    public bool DropEmpty { get; init; }
}
