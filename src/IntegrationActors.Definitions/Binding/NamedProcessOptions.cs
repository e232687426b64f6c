using IntegrationActors.Core.Options;

namespace IntegrationActors.Definitions.Binding;

/// <summary>A named process of a flow.</summary>
internal sealed record NamedProcessOptions
{
    /// <summary>Sender channels that make it a further main process of the flow.</summary>
    public IReadOnlyList<SenderChannel> From { get; init; } = [];

    /// <summary>What the process does, in this order.</summary>
    public required StepSequence Steps { get; init; }

    /// <summary>Steps that run when a step of this process failed.</summary>
    [ErrorHandling]
    public StepSequence? OnError { get; init; }
}
