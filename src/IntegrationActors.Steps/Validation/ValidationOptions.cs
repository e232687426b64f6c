using System.ComponentModel.DataAnnotations;
using IntegrationActors.Core.Options;
using IntegrationActors.Steps.Resources;

namespace IntegrationActors.Steps.Validation;

/// <summary>What steps that validate have in common: the message fails, or its flow goes on and looks at a property.</summary>
public abstract record ValidationOptions : ChosenResourceOptions, IValidationOptions
{
    /// <summary>
    /// Whether the flow goes on with an invalid body; what is wrong then is in a property, a line for each place: <c>line 3, column 7: …</c>. The property is
    /// there when the message fails, too, for <c>onError</c>; it is not there when the body is valid. Default false: the message fails.
    /// </summary>
    public bool PreventException { get; init; }

    /// <summary>Whether what is wrong is also attached to the message's entry in the log, under the name of the property. Default false.</summary>
    public bool AttachResult { get; init; }

    /// <summary>Most places that are looked for. Default 50, at most 1000.</summary>
    [Range(1, 1000)]
    [Advanced]
    public int MaxErrors { get; init; } = 50;

    // Each step has a default of its own, which its reference tells.
    string IValidationOptions.Property => ResultProperty;

    private protected abstract string ResultProperty { get; }
}
