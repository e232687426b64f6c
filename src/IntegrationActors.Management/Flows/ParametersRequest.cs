namespace IntegrationActors.Management.Flows;

/// <summary>Values for the parameters of a flow.</summary>
/// <param name="Values">By name. Parameters that are not named fall back to their defaults.</param>
public sealed record ParametersRequest(IReadOnlyDictionary<string, string> Values);
