namespace IntegrationActors.Management.IdMappings;

/// <summary>What an id of one system is in another.</summary>
/// <param name="Context">Within which the ids are mapped.</param>
/// <param name="Source">The id that was known.</param>
/// <param name="Target">The id that it got.</param>
/// <param name="Flow">The flow that alone sees it; left out when all flows do.</param>
public sealed record IdMappingView(string Context, string Source, string Target, string? Flow);
