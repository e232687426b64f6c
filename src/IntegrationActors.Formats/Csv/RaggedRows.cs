namespace IntegrationActors.Formats.Csv;

/// <summary>What becomes of a row with another number of fields than the header, or than the first row.</summary>
public enum RaggedRows
{
    /// <summary>The message fails and says which row it is.</summary>
    Refuse,

    /// <summary>Fields that a row lacks are empty; a row with more fields is refused.</summary>
    Fill,

    /// <summary>Fields that a row lacks are empty, and those beyond the last known one are dropped.</summary>
    FillAndCut,
}
