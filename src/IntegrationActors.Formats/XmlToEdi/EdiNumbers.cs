namespace IntegrationActors.Formats.XmlToEdi;

/// <summary>References of envelopes that do not come from the XML.</summary>
[Flags]
public enum EdiNumbers
{
    /// <summary>All come from the XML.</summary>
    None = 0,

    /// <summary>The reference of the interchange.</summary>
    Interchange = 1,

    /// <summary>The reference of each functional group.</summary>
    Group = 2,

    /// <summary>The reference of each message.</summary>
    Message = 4,
}
