using System.ComponentModel.DataAnnotations;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Definitions.FlowTests;

/// <summary>What a receiver answers. For <c>https</c> it is the answer of the HTTP server, so that retries, status and headers are treated as with a real one.</summary>
[Shorthand(nameof(Body))]
public sealed record StubAnswerOptions : IValidatableObject
{
    /// <summary>HTTP status. For other channels, 400 and above makes the call fail.</summary>
    [Range(100, 599)]
    public int Status { get; init; } = 200;

    /// <summary>Body of the answer. Default: none.</summary>
    public TestBodyOptions? Body { get; init; }

    /// <summary>Headers of the answer. Content-Type is found from the body when it is not given.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The receiver can't be reached at all.</summary>
    public bool Unreachable { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Unreachable && (Body is not null || Headers.Count > 0))
        {
            yield return new ValidationResult("a receiver that can't be reached answers nothing; leave out body and headers", [nameof(Unreachable)]);
        }
    }
}
