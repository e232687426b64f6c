using IntegrationActors.Runtime.Wire;

namespace IntegrationActors.Runtime.Tenants;

/// <summary>What happened in the directory of tenants, as it lies in the journal.</summary>
internal abstract record DirectoryEvent : IWire
{
    public sealed record Added(string Tenant, DateTimeOffset At) : DirectoryEvent;
}
