namespace IntegrationActors.Formats.Csv;

/// <summary>How the rows of a CSV document become records with named fields.</summary>
public sealed record CsvTableOptions
{
    /// <summary>How the document is written down. Default RFC 4180.</summary>
    public CsvDialect Dialect { get; init; } = new();

    /// <summary>What the first line is. Default the names of the fields.</summary>
    public CsvHeader Header { get; init; } = CsvHeader.Names;

    /// <summary>
    /// With a header of names: the fields that are taken, in this order. Without: the names of the fields by position; when there are none, <c>field1</c>,
    /// <c>field2</c> and so on. Default: none.
    /// </summary>
    public IReadOnlyList<string> Fields { get; init; } = [];

    /// <summary>What becomes of rows with another number of fields. Default: they are refused.</summary>
    public RaggedRows RaggedRows { get; init; } = RaggedRows.Refuse;

    /// <summary>Only rows whose first field is this text are taken. Default null: all are.</summary>
    public string? RecordMarker { get; init; }

    /// <summary>Whether the field of the marker is left out of the records; <see cref="Fields"/> then count from the second. Default false.</summary>
    public bool DropMarker { get; init; }

    /// <summary>Checks the options.</summary>
    /// <exception cref="ArgumentException">The text is for the author of the flow.</exception>
    internal void Check()
    {
        Dialect.Check();
        if (Fields.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Skip(1).Any()) is { } twice)
        {
            throw new ArgumentException($"field '{twice.Key}' stands there twice", nameof(Fields));
        }

        if (DropMarker && RecordMarker is null)
        {
            throw new ArgumentException("without recordMarker there is no marker to drop", nameof(DropMarker));
        }
    }
}
