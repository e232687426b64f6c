using System.Collections.Immutable;
using IntegrationActors.Runtime.Cells;
using IntegrationActors.Runtime.Wire;

namespace IntegrationActors.Runtime.Tenants;

/// <summary>What is wanted of a tenant: the sum of its events. Immutable; also the snapshot on disk.</summary>
internal sealed record TenantState : IWire
{
    public static TenantState Empty { get; } = new();

    public bool IsCreated { get; init; }

    /// <summary>The tenant is being deleted: nothing runs any more, and nothing can be wanted of it.</summary>
    public bool IsDeleted { get; init; }

    /// <summary>Counts the changes that cells must follow.</summary>
    public long Revision { get; init; }

    /// <summary>Pool of nodes that the tenant is assigned to; null: the shared ones.</summary>
    public string? Pool { get; init; }

    public ImmutableDictionary<string, DesiredFlow> Flows { get; init => field = value ?? field; } = ImmutableDictionary<string, DesiredFlow>.Empty;

    /// <summary>Highest version of each flow that was ever deployed: a flow that comes back counts on.</summary>
    public ImmutableDictionary<string, int> Versions { get; init => field = value ?? field; } = ImmutableDictionary<string, int>.Empty;

    /// <summary>Under which name the decisions about a tenant lie in the journal.</summary>
    public static string JournalOf(string tenant) => $"tenant|{tenant}";

    /// <summary>The cell that must run.</summary>
    public CellId Cell(string tenant) => new(tenant, 0, Pool);

    public int VersionOf(string flow) => Flows.TryGetValue(flow, out var desired) ? desired.Current.Version : 0;

    public TenantState Apply(TenantEvent happened) => happened switch
    {
        TenantEvent.Created => this with { IsCreated = true, Revision = Revision + 1 },
        TenantEvent.FlowDeployed e => Deployed(e),
        TenantEvent.FlowProved e => Change(e.Flow, f => f.Current.Version == e.Version ? f with { LastGood = f.Current } : f),
        TenantEvent.FlowUndeployed e => this with { Flows = Flows.Remove(e.Flow), Revision = Revision + 1 },
        TenantEvent.LogLevelChanged e => Change(e.Flow, f => f with { LogLevel = new(e.Level, e.Until, e.Until is null ? e.Level : f.LogLevel.Base) }) with { Revision = Revision + 1 },
        TenantEvent.Deleted => this with { IsDeleted = true, Flows = Flows.Clear(), Revision = Revision + 1 },
        TenantEvent.Assigned e => this with { Pool = e.Pool, Revision = Revision + 1 },
        _ => throw new InvalidOperationException($"unknown event {happened.GetType()}"),
    };

    /// <summary>Whether a version that is wanted runs for the first time.</summary>
    public bool IsProof(ActualFlow actual) =>
        actual.Status == FlowStatus.Started
        && Flows.TryGetValue(actual.Flow, out var desired)
        && desired.Current.Version == actual.Version
        && desired.LastGood?.Version != actual.Version;

    private TenantState Deployed(TenantEvent.FlowDeployed e)
    {
        var version = new FlowVersion(e.Version, e.Artifact, e.File, e.Parameters, e.By, e.At);
        var flow = Flows.TryGetValue(e.Flow, out var before) ? before with { Current = version } : new DesiredFlow(e.Flow, version, LastGood: null, LogLevelSetting.Default);
        return this with { Flows = Flows.SetItem(e.Flow, flow), Versions = Versions.SetItem(e.Flow, e.Version), Revision = Revision + 1 };
    }

    private TenantState Change(string flow, Func<DesiredFlow, DesiredFlow> change) =>
        Flows.TryGetValue(flow, out var desired) ? this with { Flows = Flows.SetItem(flow, change(desired)) } : this;
}
