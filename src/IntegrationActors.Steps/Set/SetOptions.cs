using System.Buffers;
using System.ComponentModel.DataAnnotations;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Steps.Set;

/// <summary>
/// Sets headers, properties and the body, and removes headers and properties. Rows work from top to bottom, and headers and properties in the order in
/// which the two are written; then comes the body, and last what is removed. Each expression sees what the rows before it have set.
/// </summary>
[Step("set", typeof(SetStep), Sap = "Content Modifier", Camel = "setHeader, setProperty, setBody, removeHeaders, removeProperties")]
[Example(
    "Reads business data out of a JSON order",
    """
    - set:
        properties: { orderId: { jsonpath: $.id } }
        headers: { X-Region: { jsonpath: $.region } }
    """)]
[Example(
    "Writes a body with values of the message, and renames a header",
    """
    - set:
        headers: { X-Request: "${header.X-Old-Request}" }
        body: '{ "order": "${property.orderId}", "status": "accepted" }'
        contentType: application/json
        remove: { headers: [X-Old-Request, "X-Internal-*"] }
    """)]
[Example(
    "Reads when the last run was, and takes a number",
    """
    - set:
        properties:
          since: { variable: lastRun, default: "1970-01-01T00:00:00" }
          rate: { variable: euroRate, visibility: global }
        headers: { X-Number: { numberRange: invoices } }
    """)]
public sealed record SetOptions : StepOptions, IValidatableObject
{
    // RFC 9110, 5.6.2: what HTTP and most other protocols accept as the name of a header.
    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>
    /// Headers by name. Headers travel to receivers and back to the sender. A value that is not found (a path that matches nothing) removes the header. A value is an
    /// expression, or comes from the stores of the tenant: <c>{ variable: lastRun, default: … }</c> or <c>{ numberRange: invoices }</c>.
    /// Default: none are set.
    /// </summary>
    public IReadOnlyList<NamedSource> Headers { get; init; } = [];

    /// <summary>
    /// Properties by name. Properties stay inside the flow. Values keep their type: text, number, boolean, JSON or XML, also when the body changes. A value
    /// that is not found removes the property. Stored values as for headers. Default: none are set.
    /// </summary>
    public IReadOnlyList<NamedSource> Properties { get; init; } = [];

    /// <summary>The new body, as text in UTF-8. Default: the body stays.</summary>
    public Expression? Body { get; init; }

    /// <summary>Media type of the body, such as <c>application/json</c>: sets the header <c>Content-Type</c>. Default: the header stays.</summary>
    public string? ContentType { get; init; }

    /// <summary>What is removed, except names that this very step sets. Default: nothing.</summary>
    public RemoveOptions Remove { get; init; } = new();

    /// <summary>A header has a name that can travel.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => Headers
        .Where(row => row.Name.Length == 0 || row.Name.AsSpan().ContainsAnyExcept(NameCharacters))
        .Select(row => new ValidationResult($"'{row.Name}' can't be the name of a header; use letters, digits, '-', '_' and '.'", [nameof(Headers)]));
}

/// <summary>Names of headers and properties that are removed; <c>*</c> stands for any characters, <c>?</c> for one.</summary>
public sealed record RemoveOptions
{
    /// <summary>Names of headers, without regard to case. Default: none.</summary>
    public IReadOnlyList<string> Headers { get; init; } = [];

    /// <summary>Names of properties. Default: none.</summary>
    public IReadOnlyList<string> Properties { get; init; } = [];
}
