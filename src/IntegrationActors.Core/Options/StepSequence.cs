using IntegrationActors.Core.Diagnostics;

namespace IntegrationActors.Core.Options;

/// <summary>A step as written: its kind, its place, its bound options.</summary>
public sealed record StepDefinition(string Kind, SourceSpan Span, StepOptions Options);

/// <summary>A list of steps as written.</summary>
public sealed record StepSequence(IReadOnlyList<StepDefinition> Steps, SourceSpan Span)
{
    public static StepSequence Empty { get; } = new([], SourceSpan.None);
}
