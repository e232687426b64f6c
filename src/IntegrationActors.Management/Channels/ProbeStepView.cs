using IntegrationActors.Core.Adapters;

namespace IntegrationActors.Management.Channels;

/// <summary>The test of one layer.</summary>
public sealed record ProbeStepView
{
    /// <summary>The layer: <c>settings</c>, <c>name</c>, <c>tcp</c>, <c>tls</c>, <c>login</c>, <c>target</c>, or one of the adapter.</summary>
    public required string Layer { get; init; }

    /// <summary>Whether it works.</summary>
    public required ProbeOutcome Outcome { get; init; }

    /// <summary>What was tried, on what, and what came back.</summary>
    public required string Detail { get; init; }

    /// <summary>What to do next.</summary>
    public string? Advice { get; init; }

    /// <summary>Code of the fault that a message would fail with.</summary>
    public string? Code { get; init; }

    internal static ProbeStepView Of(ProbeStep step) => new() { Layer = step.Name, Outcome = step.Outcome, Detail = step.Detail, Advice = step.Advice, Code = step.Code };
}
