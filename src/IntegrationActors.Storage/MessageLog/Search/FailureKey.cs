namespace IntegrationActors.Storage.MessageLog.Search;

/// <summary>What failed messages have in common.</summary>
/// <param name="Flow">Name of the flow.</param>
/// <param name="Version">Version of the flow.</param>
/// <param name="Step">Name of the failed step; null when it was none.</param>
/// <param name="Code">Code of the fault; null when there is none.</param>
public sealed record FailureKey(string Flow, int Version, string? Step, string? Code);
