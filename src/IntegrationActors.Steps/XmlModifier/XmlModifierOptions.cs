using System.ComponentModel.DataAnnotations;
using IntegrationActors.Core.Options;
using IntegrationActors.Formats.XmlModification;

namespace IntegrationActors.Steps.XmlModifier;

/// <summary>
/// Changes the text of an XML body that other steps would refuse: its declarations and invalid characters. Bodies of any size are modified in constant memory,
/// and need not be well-formed. A body that can't be modified fails with IA3435.
/// </summary>
[Step("xmlModifier", typeof(XmlModifierStep), Sap = "XML Modifier", Camel = "-")]
[Example("A partner's document refers to a DTD that nobody needs", "- xmlModifier: { removeExternalDtds: true }")]
[Example("A document with control characters, to be put into another one", "- xmlModifier: { removeDeclaration: true, invalidCharacters: substitute }")]
public sealed record XmlModifierOptions : StepOptions, IValidatableObject
{
    /// <summary>Whether a document type declaration that refers to something outside of the document is removed, as a whole. One that doesn't stays. Default false.</summary>
    public bool RemoveExternalDtds { get; init; }

    /// <summary>Whether the XML declaration is removed; the body is then in UTF-8. Default false.</summary>
    [Shown("true")]
    public bool RemoveDeclaration { get; init; }

    /// <summary>
    /// What becomes of characters that XML 1.0 can't hold, and of bytes that are no characters: <c>keep</c>, <c>remove</c> or <c>substitute</c>. References such as
    /// <c>&amp;#0;</c> are not looked at. Default <c>keep</c>.
    /// </summary>
    public InvalidCharacters InvalidCharacters { get; init; } = InvalidCharacters.Keep;

    /// <summary>What stands in place of an invalid character with <c>substitute</c>. Default <c>#</c>.</summary>
    [RegularExpression("[ -;=?-~]{1,10}", ErrorMessage = "must be 1 to 10 signs of ASCII other than < and >")]
    [Advanced]
    public string Substitute { get; init; } = "#";

    /// <summary>A step has something to do.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => RemoveExternalDtds || RemoveDeclaration || InvalidCharacters != InvalidCharacters.Keep
        ? []
        : [new ValidationResult("this step changes nothing; set removeExternalDtds, removeDeclaration or invalidCharacters")];
}
