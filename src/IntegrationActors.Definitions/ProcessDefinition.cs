using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Definitions;

/// <summary>A named process of a flow with its own error handling; with <see cref="From"/> it is a further main process.</summary>
public sealed record ProcessDefinition
{
    public required string Name { get; init; }

    /// <summary>The key with its name.</summary>
    public required SourceSpan Span { get; init; }

    public IReadOnlyList<SenderChannel> From { get; init; } = [];

    public required StepSequence Steps { get; init; }

    public StepSequence? OnError { get; init; }
}
