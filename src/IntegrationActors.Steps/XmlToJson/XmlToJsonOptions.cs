using System.ComponentModel.DataAnnotations;
using IntegrationActors.Core.Options;
using IntegrationActors.Formats.XmlToJson;

namespace IntegrationActors.Steps.XmlToJson;

/// <summary>
/// Turns an XML body into JSON in UTF-8 and sets <c>Content-Type: application/json</c>. Elements become members with string values, siblings of one name an
/// array, attributes members with <c>@</c>, text beside attributes the member <c>$</c>. Comments, processing instructions and text between elements are
/// dropped; a DTD is refused. A body that can't be converted fails with IA3321 to IA3324.
/// </summary>
[Step("xmlToJson", typeof(XmlToJsonStep), Sap = "XML to JSON Converter", Camel = "unmarshal jacksonxml, marshal json")]
[Example("The content of the root element as JSON", "- xmlToJson: { dropRoot: true }")]
[Example(
    "Lines are an array even when there is one; prefixes are ours, whatever the sender calls them",
    """
    - xmlToJson:
        namespaces: { o: "urn:example:order" }
        arrayPaths: [ "/o:order/o:lines/o:line" ]
    """)]
public sealed record XmlToJsonOptions : StepOptions, IValidatableObject
{
    /// <summary>Namespace URIs by the prefix that names of members get; the empty prefix gives names without prefix. Default: none.</summary>
    public IReadOnlyDictionary<string, string> Namespaces { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>What stands between prefix and name: one of <c>: , . | ;</c> or a blank. Default <c>:</c>.</summary>
    [AllowedValues(":", ",", ".", "|", ";", " ")]
    [Advanced]
    public string NamespaceDelimiter { get; init; } = ":";

    /// <summary>Whether names of a namespace that is not in <c>namespaces</c> simply lose it. Default false: such a document fails with IA3322.</summary>
    public bool DropUnmappedNamespaces { get; init; }

    /// <summary>Whether the content of the root element becomes the document. Default false: the root element is its only member.</summary>
    public bool DropRoot { get; init; }

    /// <summary>Elements that are always arrays, even when there is one: absolute paths such as <c>/order/lines/line</c>. Default: none.</summary>
    public IReadOnlyList<string> ArrayPaths { get; init; } = [];

    /// <summary>Whether every element below the root element is an array. Default false.</summary>
    [Advanced]
    public bool AllArrays { get; init; }

    /// <summary>
    /// Whether JSON is written while the XML is read, in constant memory. Then every element that repeats must be in <c>arrayPaths</c>, its occurrences one
    /// after the other. Default false: the document is held in memory, and one larger than <c>integration-actors.payload.view-limit</c> (64 MB) fails with IA3010.
    /// </summary>
    [Advanced]
    public bool Streaming { get; init; }

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

    internal XmlToJsonConverter CreateConverter() => new(new Formats.XmlToJson.XmlToJsonOptions
    {
        Namespaces = Namespaces,
        NamespaceDelimiter = NamespaceDelimiter[0],
        DropUnmappedNamespaces = DropUnmappedNamespaces,
        DropRoot = DropRoot,
        ArrayPaths = ArrayPaths,
        AllArrays = AllArrays,
        Streaming = Streaming,
    });
}
