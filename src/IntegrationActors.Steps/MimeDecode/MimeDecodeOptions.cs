using System.ComponentModel.DataAnnotations;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Steps.MimeDecode;

/// <summary>
/// Takes a MIME multipart document (RFC 2045, 2046) apart: its first part (the root part of <c>multipart/related</c>) becomes the body with its
/// <c>Content-Type</c>, all others become attachments. Without <c>inlineHeaders</c> the header <c>Content-Type</c> of the message says the boundary, and a message that
/// is no multipart stays as it is. A document that is none fails with IA3430, one with too many parts with IA3431. The way back is <c>mimeEncode</c>.
/// </summary>
[Step("mimeDecode", typeof(MimeDecodeStep), Sap = "MIME Multipart Decoder", Camel = "unmarshal mimeMultipart")]
[Example("A message that came over HTTP", "- mimeDecode")]
[Example("A file that begins with its own headers, some of which are wanted", "- mimeDecode: { inlineHeaders: true, includeHeaders: [Subject, \"X-Order-*\"] }")]
public sealed record MimeDecodeOptions : StepOptions, IValidatableObject
{
    /// <summary>Whether the body begins with the headers of the document. Default false: they are headers of the message.</summary>
    public bool InlineHeaders { get; init; }

    /// <summary>Headers of the document that become headers of the message, with <c>inlineHeaders</c>: names, where <c>*</c> stands for any characters. Default: none.</summary>
    public IReadOnlyList<string> IncludeHeaders { get; init; } = [];

    /// <summary>Most parts of the document, those that only hold others included. Default 1000.</summary>
    [Range(1, 100_000)]
    [Advanced]
    public int MaxParts { get; init; } = 1000;

    /// <summary>Headers come only from the document.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => IncludeHeaders.Count == 0 || InlineHeaders
        ? []
        : [new ValidationResult("the document has headers only with inlineHeaders: true", [nameof(IncludeHeaders)])];
}
