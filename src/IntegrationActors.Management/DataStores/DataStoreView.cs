using IntegrationActors.Core.Stores.DataStores;
using IntegrationActors.Management.Requests;

namespace IntegrationActors.Management.DataStores;

/// <summary>A data store; it exists as long as it has entries.</summary>
public sealed record DataStoreView
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The flow that alone sees it; left out when all flows do.</summary>
    public string? Flow { get; init; }

    /// <summary>How many entries it has.</summary>
    public required long Entries { get; init; }

    /// <summary>How many of them wait longer than they should.</summary>
    public required long Overdue { get; init; }

    internal static DataStoreView Of(DataStoreInfo store) => new()
    {
        Name = store.Store.Name,
        Flow = ScopeQuery.FlowOf(store.Store.Scope),
        Entries = store.Entries,
        Overdue = store.Overdue,
    };
}
