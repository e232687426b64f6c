namespace IntegrationActors.Formats.Csv;

/// <summary>How a value may hold separators and line breaks.</summary>
public enum CsvEscaping
{
    /// <summary>Values in quotes, a quote inside doubled (RFC 4180).</summary>
    Quotes,

    /// <summary>A backslash before each separator, line break and backslash; quotes are ordinary text.</summary>
    Backslash,

    /// <summary>Not at all: every separator ends a value, every line break a row.</summary>
    None,
}
