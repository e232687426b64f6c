using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.Options;
using IntegrationActors.Core.Stores;

namespace IntegrationActors.Steps.Stores;

/// <summary>What all steps of data stores have in common.</summary>
public abstract record DataStoreStepOptions : StepOptions
{
    /// <summary>The data store: at most 40 characters, no blanks; it exists as long as it has entries. A name from the message that is none fails with IA3521.</summary>
    public required Expression Store { get; init; }

    /// <summary>Whose data store it is.</summary>
    public StoreVisibility Visibility { get; init; }
}
