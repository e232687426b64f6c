namespace IntegrationActors.Steps.Gather;

/// <summary>Options of a step whose results can be gathered: inside, or by the step behind it.</summary>
internal interface IGatheredOptions
{
    GatherOptions? Gather { get; }
}
