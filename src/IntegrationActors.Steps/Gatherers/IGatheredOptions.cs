using IntegrationActors.Steps.Gather;

namespace IntegrationActors.Steps.Gatherers;

/// <summary>Options of a step whose results can be gathered: inside, or by the step behind it.</summary>
internal interface IGatheredOptions
{
    /// <summary>What is wrong with a gather inside that is written like a step.</summary>
    const string NoStep = "'gather' has neither 'name' nor 'timeout' here: it is a part of the step, and not a step of its own";

    GatherOptions? Gather { get; }
}
