using System.ComponentModel.DataAnnotations;

namespace IntegrationActors.Core.Options;

/// <summary>Options that every step has.</summary>
public abstract record StepOptions
{
    /// <summary>Name of the step in the message processing log. Default: the kind of the step and its number.</summary>
    [MaxLength(80)]
    public string? Name { get; init; }

    /// <summary>Longest time the step may take before it fails with IA3002. Default: only the flow's time-out holds.</summary>
    [Advanced]
    public TimeSpan? Timeout { get; init; }
}
