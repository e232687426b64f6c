using IntegrationActors.Core.MessageLog;
using IntegrationActors.Runtime.Wire;

namespace IntegrationActors.Runtime.Tenants;

/// <summary>A decision about a tenant, as it lies in the journal. References only: never payloads or secrets.</summary>
internal abstract record TenantEvent : IWire
{
    public sealed record Created(DateTimeOffset At) : TenantEvent;

    public sealed record FlowDeployed(
        string Flow,
        int Version,
        string Artifact,
        string File,
        IReadOnlyDictionary<string, string> Parameters,
        string By,
        DateTimeOffset At) : TenantEvent;

    /// <summary>A version ran for the first time: from now on it is the one to fall back to.</summary>
    public sealed record FlowProved(string Flow, int Version, DateTimeOffset At) : TenantEvent;

    public sealed record FlowUndeployed(string Flow, string By, DateTimeOffset At) : TenantEvent;

    /// <summary>The level holds until it ends by itself, or with null until it is changed.</summary>
    public sealed record LogLevelChanged(string Flow, MessageLogLevel Level, DateTimeOffset? Until, string By, DateTimeOffset At) : TenantEvent;

    /// <summary>Nothing is wanted of the tenant any more; its flows end, then all that it has goes.</summary>
    public sealed record Deleted(string By, DateTimeOffset At) : TenantEvent;

    /// <summary>The tenant runs on the nodes of a pool, or with null on the shared ones.</summary>
    public sealed record Assigned(string? Pool, string By, DateTimeOffset At) : TenantEvent;
}
