using System.ComponentModel.DataAnnotations;
using IntegrationActors.Core.Options;
using IntegrationActors.Core.Stores;
using IntegrationActors.Core.Stores.Variables;
using IntegrationActors.Steps.Stores;

namespace IntegrationActors.Steps.VariableWrite;

/// <summary>
/// Sets variables of the tenant: small values that outlive the run, such as the time of the last one. Each is kept for 400 days from its last write, and <c>set</c> reads it
/// (<c>{ variable: lastRun }</c>). The step is done when the store has committed them, one after the other; a later failure of the run doesn't take them back.
/// </summary>
[Step("variableWrite", typeof(VariableWriteStep), Sap = "Write Variables", Camel = "setVariable")]
[Example(
    "The time of this run, for the next one",
    """
    - variableWrite:
        variables: { lastRun: "${date:now:yyyy-MM-dd'T'HH:mm:ss}" }
    """)]
[Example(
    "Values that all flows of the tenant read",
    """
    - variableWrite:
        name: remember rates
        visibility: global
        variables: { euroRate: { jsonpath: $.rates.EUR }, rates: { jsonpath: $.rates } }
    """)]
public sealed record VariableWriteOptions : StepOptions, IValidatableObject
{
    /// <summary>
    /// Values by the name of the variable, 1 to 255 characters; at least one. The kind of value is kept with it: text, number, boolean, JSON or XML. A value over 1 MB fails with IA3512; one
    /// that is not found (a path that matches nothing) fails with IA3528, and nothing is set.
    /// </summary>
    [MinLength(1)]
    public required IReadOnlyList<NamedExpression> Variables { get; init; }

    /// <summary>Whose variables they are. Those of a flow and global ones of the same name have nothing to do with each other.</summary>
    public StoreVisibility Visibility { get; init; }

    /// <summary>A variable has a name.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => Variables
        .Where(row => row.Name.Length is 0 or > Variable.LongestName)
        .Select(_ => new ValidationResult($"the name of a variable has 1 to {Variable.LongestName} characters", [nameof(Variables)]));
}
