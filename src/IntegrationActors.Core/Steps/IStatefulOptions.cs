using IntegrationActors.Core.Options;

namespace IntegrationActors.Core.Steps;

/// <summary>
/// Options of a step that keeps something in the stores of the tenant from one run to the next, under its name: <see cref="StepOptions.Name"/> has to be given, so that a change of the flow does not
/// part the step from what it kept, and no other step of the kind has it in the same flow. The plan sees to both.
/// </summary>
public interface IStatefulOptions
{
    /// <summary>Name of the step.</summary>
    string? Name { get; }
}
