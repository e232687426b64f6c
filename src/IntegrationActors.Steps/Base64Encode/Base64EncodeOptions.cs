using System.ComponentModel.DataAnnotations;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Steps.Base64Encode;

/// <summary>
/// Writes the body as base64 (RFC 4648) and sets <c>Content-Type: text/plain</c>. Bodies of any size are encoded in constant memory. The way back is
/// <c>base64Decode</c>.
/// </summary>
[Step("base64Encode", typeof(Base64EncodeStep), Sap = "Base64 Encoder", Camel = "marshal base64")]
[Example("In one line", "- base64Encode")]
[Example("In lines of 76 characters, as mails have them", "- base64Encode: { lineLength: 76 }")]
public sealed record Base64EncodeOptions : StepOptions, IValidatableObject
{
    /// <summary>Characters of a line, a multiple of 4; each line ends with CR LF. Default 0: everything in one line. At most 32768.</summary>
    [Range(0, 32768)]
    public int LineLength { get; init; }

    /// <summary>Whether the alphabet for addresses and file names is used: <c>-</c> and <c>_</c> in place of <c>+</c> and <c>/</c>, without padding. Default false.</summary>
    public bool Url { get; init; }

    /// <summary>A line holds whole groups of four characters.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => LineLength % 4 == 0
        ? []
        : [new ValidationResult("a line holds whole groups of four characters; write a multiple of 4, such as 76", [nameof(LineLength)])];
}
