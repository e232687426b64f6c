using System.ComponentModel.DataAnnotations;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Definitions.Binding;

/// <summary>A parameter of a flow.</summary>
internal sealed record ParameterOptions : IValidatableObject
{
    /// <summary>What its values look like; a value of another form is refused at deploy.</summary>
    public ParameterType Type { get; init; }

    /// <summary>Value when the deployment gives none.</summary>
    public string? Default { get; init; }

    /// <summary>Whether the deployment must give a value. A parameter that is not required and has no default is the empty text.</summary>
    [DefaultText("true without a default, else false")]
    public bool? Required { get; init; }

    /// <summary>What it is for, for the people who deploy.</summary>
    [MaxLength(500)]
    public string? Description { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Default is not null && ParameterForm.Mismatch(Type, Default) is { } form)
        {
            yield return new ValidationResult($"'default' must be {form}, not '{Wording.Short(Default)}'", [nameof(Default)]);
        }
    }
}
