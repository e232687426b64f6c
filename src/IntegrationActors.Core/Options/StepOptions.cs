using System.ComponentModel.DataAnnotations;

namespace IntegrationActors.Core.Options;

/// <summary>Options that every step has.</summary>
public abstract record StepOptions
{
    /// <summary>Item of the context of a validation: the step stands in <c>onError</c>.</summary>
    public const string OnErrorItem = "onError";

    /// <summary>Name of the step in the message processing log. Default: the kind of the step and its number.</summary>
    [MaxLength(80)]
    public string? Name { get; init; }

    /// <summary>Longest time the step may take before it fails with IA3002. Default: only the flow's time-out holds.</summary>
    [Advanced]
    public TimeSpan? Timeout { get; init; }

    /// <summary>The time-out as far as the engine keeps it; null for a step that looks after it itself.</summary>
    public virtual TimeSpan? TimeoutOfEngine => Timeout;

    /// <summary>Whether the step that is validated stands in <c>onError</c>, where there is an error to talk about.</summary>
    protected static bool StandsInOnError(ValidationContext validationContext) => validationContext.Items.ContainsKey(OnErrorItem);
}
