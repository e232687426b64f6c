using IntegrationActors.Core.Options;

namespace IntegrationActors.Core.Steps;

/// <summary>Options of a step that chooses one of several nested sequences by <see cref="Exchanges.Outcome.Take"/>; the plan links them, nothing nests at run time.</summary>
public interface IBranchingOptions
{
    /// <summary>The sequences, by the index that the step returns.</summary>
    IReadOnlyList<StepSequence> Branches { get; }
}
