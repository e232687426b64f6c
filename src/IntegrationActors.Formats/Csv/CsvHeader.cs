namespace IntegrationActors.Formats.Csv;

/// <summary>What the first line of a CSV document is.</summary>
public enum CsvHeader
{
    /// <summary>The names of the fields.</summary>
    Names,

    /// <summary>Something that is passed over; fields are known by their position.</summary>
    Skip,

    /// <summary>Data: there is no header.</summary>
    None,
}
