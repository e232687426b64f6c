using System.ComponentModel.DataAnnotations;
using IntegrationActors.Core.Options;
using IntegrationActors.Formats.Mime;

namespace IntegrationActors.Steps.MimeEncode;

/// <summary>
/// Makes body and attachments one MIME multipart document (RFC 2045, 2046), which becomes the body; the message then has no attachments any more. Without
/// <c>inlineHeaders</c> the header <c>Content-Type</c> names the boundary, and a message without attachments stays as it is. With it the document begins with its
/// headers, and is made for messages without attachments too. Constant memory. The way back is <c>mimeDecode</c>.
/// </summary>
[Step("mimeEncode", typeof(MimeEncodeStep), Sap = "MIME Multipart Encoder", Camel = "marshal mimeMultipart")]
[Example("For a receiver over HTTP", "- mimeEncode: { transferEncoding: binary }")]
[Example("A document for a file, with chosen headers of the message at its beginning", "- mimeEncode: { inlineHeaders: true, includeHeaders: [\"X-Order-*\"] }")]
public sealed record MimeEncodeOptions : StepOptions, IValidatableObject
{
    /// <summary>Whether the document begins with its own headers. Default false: they are headers of the message.</summary>
    public bool InlineHeaders { get; init; }

    /// <summary>Headers of the message that are written too, with <c>inlineHeaders</c>: names, where <c>*</c> stands for any characters. Default: none.</summary>
    public IReadOnlyList<string> IncludeHeaders { get; init; } = [];

    /// <summary>Kind of multipart, such as <c>mixed</c> or <c>related</c>. Default <c>mixed</c>.</summary>
    [RegularExpression("[A-Za-z0-9.+-]{1,40}")]
    public string Subtype { get; init; } = "mixed";

    /// <summary>How parts are written: <c>base64</c>, <c>binary</c> or <c>quotedPrintable</c>. Default <c>base64</c>.</summary>
    public MimeTransferEncoding TransferEncoding { get; init; } = MimeTransferEncoding.Base64;

    /// <summary>Headers have a place only in the document.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => IncludeHeaders.Count == 0 || InlineHeaders
        ? []
        : [new ValidationResult("headers of the message are written into the document only with inlineHeaders: true", [nameof(IncludeHeaders)])];
}
