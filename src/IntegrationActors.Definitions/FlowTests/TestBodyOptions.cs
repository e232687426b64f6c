using System.ComponentModel.DataAnnotations;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Definitions.FlowTests;

/// <summary>A body that is sent or answered: a text, or a file.</summary>
[Shorthand(nameof(Text))]
public sealed record TestBodyOptions : IValidatableObject
{
    /// <summary>The body as text, in UTF-8.</summary>
    public string? Text { get; init; }

    /// <summary>File with the body, relative to the test file.</summary>
    public string? File { get; init; }

    /// <summary>A body that is no text.</summary>
    [Advanced]
    [Base64String(ErrorMessage = "must be base64")]
    public string? Base64 { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (new[] { Text, File, Base64 }.Count(v => v is not null) > 1)
        {
            yield return new ValidationResult("a body is one of 'text', 'file' and 'base64'", [nameof(File)]);
        }
    }
}
