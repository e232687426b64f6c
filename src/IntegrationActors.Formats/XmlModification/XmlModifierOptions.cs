namespace IntegrationActors.Formats.XmlModification;

/// <summary>What is changed in the text of an XML document.</summary>
public sealed record XmlModifierOptions
{
    /// <summary>Whether a document type declaration that refers to something outside of the document is removed, as a whole. Default false.</summary>
    public bool RemoveExternalDtds { get; init; }

    /// <summary>Whether the XML declaration is removed; the document is then in UTF-8. Default false.</summary>
    public bool RemoveDeclaration { get; init; }

    /// <summary>What becomes of characters, and of bytes that are none, that XML 1.0 can't hold. References such as <c>&amp;#0;</c> are not looked at. Default: they stay.</summary>
    public InvalidCharacters InvalidCharacters { get; init; } = InvalidCharacters.Keep;

    /// <summary>What replaces an invalid character. Default <c>#</c>.</summary>
    public string Substitute { get; init; } = "#";
}
