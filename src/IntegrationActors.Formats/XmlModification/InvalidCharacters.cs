namespace IntegrationActors.Formats.XmlModification;

/// <summary>What becomes of characters that XML 1.0 can't hold.</summary>
public enum InvalidCharacters
{
    /// <summary>They stay.</summary>
    Keep,

    /// <summary>They are removed.</summary>
    Remove,

    /// <summary>Each is replaced.</summary>
    Substitute,
}
