using System.ComponentModel.DataAnnotations;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Steps.Resources;

/// <summary>What steps have in common whose file a message may choose.</summary>
public abstract record ChosenResourceOptions : StepOptions, IValidatableObject
{
    /// <summary>
    /// Path of the file that is used for this message, such as <c>${header.X-Kind}</c>: the file of the step, or one of its <c>alternatives</c>. An empty value means the file of the step; any other value fails
    /// with IA3445, so that a sender chooses among files of the flow and can't name others. The path that was chosen is the key <c>ExecutedMapping</c> of the message's entry in the log. Default: the file of the step.
    /// </summary>
    public Expression? Choose { get; init; }

    /// <summary>Further files of the bundle that <c>choose</c> may name. All are read and checked when the flow is deployed. Default: none.</summary>
    public IReadOnlyList<ResourceReference> Alternatives { get; init; } = [];

    /// <summary>A choice needs alternatives, and alternatives a choice.</summary>
    public virtual IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => ChoiceAlone();

    /// <summary>The same for a step that may have no file.</summary>
    protected IEnumerable<ValidationResult> ChoiceAmong(ResourceReference? file) => file is not null || (Choose is null && Alternatives.Count == 0)
        ? ChoiceAlone()
        : [new ValidationResult("'choose' chooses among files; name the usual one with 'file'", [nameof(Choose)])];

    private IEnumerable<ValidationResult> ChoiceAlone()
    {
        if ((Choose is null) != (Alternatives.Count == 0))
        {
            yield return new ValidationResult("'choose' and 'alternatives' go together; write: choose: \"${header.X-Kind}\" and alternatives: [schemas/b.xsd]", [nameof(Choose)]);
        }
    }
}
