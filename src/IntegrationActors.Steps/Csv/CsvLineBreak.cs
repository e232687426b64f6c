namespace IntegrationActors.Steps.Csv;

/// <summary>How lines of CSV end.</summary>
public enum CsvLineBreak
{
    /// <summary>CR LF, as RFC 4180 has it.</summary>
    Crlf,

    /// <summary>LF, as Unix has it.</summary>
    Lf,

    /// <summary>CR alone.</summary>
    Cr,
}
