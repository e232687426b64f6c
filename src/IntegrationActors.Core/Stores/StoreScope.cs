namespace IntegrationActors.Core.Stores;

/// <summary>Who sees an entry of a store: every flow of the tenant, or one. Entries of the same name in different scopes have nothing to do with each other.</summary>
public readonly record struct StoreScope
{
    private readonly string? _flow;

    private StoreScope(string flow) => _flow = flow;

    /// <summary>All flows of the tenant.</summary>
    public static StoreScope Global => default;

    /// <summary>The flow that alone sees the entry, in all its versions; empty when all do.</summary>
    public string Flow => _flow ?? "";

    /// <summary>One flow, in all its versions.</summary>
    public static StoreScope Of(string flow)
    {
        ArgumentException.ThrowIfNullOrEmpty(flow);
        return new StoreScope(flow);
    }

    public override string ToString() => _flow ?? "global";
}
