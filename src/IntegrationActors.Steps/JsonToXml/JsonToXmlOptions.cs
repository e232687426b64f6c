using System.ComponentModel.DataAnnotations;
using IntegrationActors.Core.Options;
using IntegrationActors.Formats.JsonToXml;

namespace IntegrationActors.Steps.JsonToXml;

/// <summary>
/// Turns a JSON body (RFC 8259) into XML 1.0 in UTF-8 and sets <c>Content-Type: application/xml</c>. Objects become elements, arrays repeated elements, null
/// an empty element; members with <c>@</c> become attributes, and the member <c>$</c> the text of its element. Large bodies are converted in constant
/// memory. A body that can't be converted fails with IA3301 to IA3311.
/// </summary>
[Step("jsonToXml", typeof(JsonToXmlStep), Sap = "JSON to XML Converter", Camel = "unmarshal json, marshal jacksonxml")]
[Example("Any JSON below one root element", "- jsonToXml: { root: order }")]
[Example(
    "Members 'o:…' get a namespace",
    """
    - jsonToXml:
        root: o:order
        namespaces: { o: "urn:example:order" }
    """)]
public sealed record JsonToXmlOptions : StepOptions, IValidatableObject
{
    /// <summary>Root element around the document, with a prefix of <c>namespaces</c> if it has one. Default: none; then the top level must be an object with one member.</summary>
    public string? Root { get; init; }

    /// <summary>Name of the elements for items of an array that stands in an array, or at the top level. Default <c>item</c>.</summary>
    public string Item { get; init; } = "item";

    /// <summary>Namespace URIs by the prefix that names of members have; all are declared at the root element, the empty prefix as default namespace. Default: none.</summary>
    public IReadOnlyDictionary<string, string> Namespaces { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>What stands between prefix and name: one of <c>: , . | ;</c> or a blank. Default <c>:</c>.</summary>
    [AllowedValues(":", ",", ".", "|", ";", " ")]
    [Advanced]
    public string NamespaceDelimiter { get; init; } = ":";

    /// <summary>Whether the document starts with an XML declaration. Default true.</summary>
    [Advanced]
    public bool XmlDeclaration { get; init; } = true;

    /// <summary>Names and prefixes must be such of XML.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        try
        {
            CreateConverter();
            return [];
        }
        catch (ArgumentException e)
        {
            return [new ValidationResult(e.Message.Split(" (Parameter")[0], [e.ParamName ?? ""])];
        }
    }

    internal JsonToXmlConverter CreateConverter() => new(new Formats.JsonToXml.JsonToXmlOptions
    {
        Root = Root,
        Item = Item,
        Namespaces = Namespaces,
        NamespaceDelimiter = NamespaceDelimiter[0],
        XmlDeclaration = XmlDeclaration,
    });
}
