namespace IntegrationActors.Formats.Edi;

/// <summary>A family of EDI syntaxes.</summary>
public enum EdiStandard
{
    /// <summary>UN/EDIFACT (ISO 9735), batch, syntax versions 1 to 4.</summary>
    Edifact,

    /// <summary>ANSI ASC X12 (X12.5, X12.6).</summary>
    X12,
}
