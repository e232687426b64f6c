namespace IntegrationActors.Runtime.Tenants;

/// <summary>A version of a flow that was deployed.</summary>
internal sealed record FlowVersion(
    int Version,
    string Artifact,
    string File,
    IReadOnlyDictionary<string, string> Parameters,
    string By,
    DateTimeOffset At);
