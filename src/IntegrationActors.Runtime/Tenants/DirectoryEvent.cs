using IntegrationActors.Runtime.Wire;

namespace IntegrationActors.Runtime.Tenants;

/// <summary>What happened in the directory of tenants, as it lies in the journal.</summary>
internal abstract record DirectoryEvent : IWire
{
    public sealed record Added(string Tenant, DateTimeOffset At) : DirectoryEvent;

    /// <summary>A tenant is being deleted: it is listed no more, and there can't be a new one of its name yet.</summary>
    public sealed record Removing(string Tenant, string By, DateTimeOffset At) : DirectoryEvent;

    /// <summary>Which tenants there are, and which are being deleted, whatever was said before.</summary>
    public sealed record Restated(IReadOnlyList<string> Tenants, IReadOnlyList<string> Leaving, DateTimeOffset At) : DirectoryEvent;
}
