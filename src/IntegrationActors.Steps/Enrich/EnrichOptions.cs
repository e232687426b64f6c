using System.ComponentModel.DataAnnotations;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Steps.Enrich;

/// <summary>
/// Calls a receiver with a copy of the message, and puts what it answers into the message: beside the body (<c>combine</c>), or into its elements by a key (<c>original</c> and <c>lookup</c>).
/// Headers and properties stay as they are, but for <c>Content-Type</c>. Body and answer have to be XML, or with <c>combine: json</c> JSON; a failure leaves the message as it was.
/// </summary>
[Step("enrich", typeof(EnrichStep), Sap = "Content Enricher", Camel = "enrich")]
[Example(
    "The order and the customer in one document",
    """
    - enrich:
        https: { url: "https://crm.example.org/customers/${property.customer}", method: GET }
        combine: xml
    """)]
[Example(
    "Each line gets its article, found by its number",
    """
    - enrich:
        https: { url: "https://stock.example.org/articles", method: GET }
        original: { path: /order/lines/line, key: sku }
        lookup: { path: /articles/article, key: number }
    """)]
public sealed record EnrichOptions : StepOptions, IValidatableObject
{
    /// <summary>The receiver: one key that names an adapter, with the options of the channel below it (<c>https: { url: … }</c>). It gets the message.</summary>
    public required ReceiverChannel Receiver { get; init; }

    /// <summary>
    /// Body and answer become one body: <c>xml</c> as <c>multimap:Message1</c> and <c>multimap:Message2</c> in <c>multimap:Messages</c>; <c>json</c> as an array of two; <c>text</c> one behind the other.
    /// Stands instead of <c>original</c> and <c>lookup</c>.
    /// </summary>
    [Shown("xml")]
    public EnrichCombination? Combine { get; init; }

    /// <summary>Elements of the body that get more content, and their key. The body is followed while it is read, and may be of any size.</summary>
    public EnrichPlace? Original { get; init; }

    /// <summary>
    /// Elements of the answer, and their key. Each is put at the end of the element of the body that has the same key; several with one key are all put there. An element without a key, or
    /// with an empty one, is not enriched. The answer has at most <c>integration-actors.payload.view-limit</c> (64 MB).
    /// </summary>
    public EnrichPlace? Lookup { get; init; }

    /// <summary>One way to enrich.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if ((Original is null) != (Lookup is null) || (Combine is null) == (Original is null))
        {
            yield return new ValidationResult("'enrich' needs one way; write either combine: xml, or original: { path: /order/line, key: sku } with lookup: { path: /articles/article, key: number }", []);
        }
    }
}

/// <summary>Where elements are, and what they are found by.</summary>
public sealed record EnrichPlace
{
    /// <summary>XPath of the elements; names only (<c>/order/lines/line</c>, or <c>//line</c> for the outermost elements of that name), with prefixes of <c>namespaces</c>.</summary>
    [Language("xpath")]
    public required Expression Path { get; init; }

    /// <summary>Name of the child element whose text is the key, or with <c>@</c> that of an attribute; without a prefix and in no namespace.</summary>
    [RegularExpression(@"@?[\p{L}_][\p{L}\p{N}._-]*", ErrorMessage = "must be the name of an element, or of an attribute behind '@'")]
    public required string Key { get; init; }
}

/// <summary>Ways to put a body and an answer together.</summary>
public enum EnrichCombination
{
    /// <summary>One XML document.</summary>
    Xml,

    /// <summary>A JSON array.</summary>
    Json,

    /// <summary>One text.</summary>
    Text,
}
