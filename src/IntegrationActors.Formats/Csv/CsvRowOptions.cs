namespace IntegrationActors.Formats.Csv;

/// <summary>How records become the rows of a CSV document.</summary>
public sealed record CsvRowOptions
{
    /// <summary>How the document is written down. Default RFC 4180 in UTF-8.</summary>
    public CsvDialect Dialect { get; init; } = new();

    /// <summary>Whether the first line holds the names of the fields. Default true.</summary>
    public bool Header { get; init; } = true;

    /// <summary>The fields, in their order; all others are left out. Default: those of the first record.</summary>
    public IReadOnlyList<string> Fields { get; init; } = [];

    /// <summary>What the header calls the fields, as many as there are. Default: their names.</summary>
    public IReadOnlyList<string> Titles { get; init; } = [];

    /// <summary>Checks the options.</summary>
    /// <exception cref="ArgumentException">The text is for the author of the flow.</exception>
    internal void Check()
    {
        Dialect.Check();
        if (Fields.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Skip(1).Any()) is { } twice)
        {
            throw new ArgumentException($"field '{twice.Key}' stands there twice", nameof(Fields));
        }

        if (Titles.Count > 0 && Titles.Count != Fields.Count)
        {
            throw new ArgumentException($"there are {Titles.Count} titles for {Fields.Count} fields; give each field one", nameof(Titles));
        }
    }
}
