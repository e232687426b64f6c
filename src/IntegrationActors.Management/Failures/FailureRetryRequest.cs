namespace IntegrationActors.Management.Failures;

/// <summary>Which failed messages are sent again; all that is given must hold, and the flow must be given.</summary>
/// <param name="Flow">Name of the flow.</param>
/// <param name="Version">Version of the flow in which they failed.</param>
/// <param name="Step">Name of the failed step.</param>
/// <param name="Code">Code of the fault.</param>
/// <param name="Since">Messages that began at this time or later; by default within the last 24 hours.</param>
public sealed record FailureRetryRequest(string Flow, int? Version = null, string? Step = null, string? Code = null, DateTimeOffset? Since = null);
