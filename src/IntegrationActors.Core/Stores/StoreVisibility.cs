namespace IntegrationActors.Core.Stores;

/// <summary>Who sees what a step stores, as the author of a flow writes it.</summary>
public enum StoreVisibility
{
    /// <summary>This flow alone, in all its versions.</summary>
    Flow,

    /// <summary>All flows of the tenant.</summary>
    Global,
}

/// <summary>Turns words of a flow into scopes of the stores.</summary>
public static class StoreVisibilities
{
    /// <summary>The scope in the stores of the tenant.</summary>
    public static StoreScope ScopeOf(this StoreVisibility visibility, string flow) => visibility == StoreVisibility.Global ? StoreScope.Global : StoreScope.Of(flow);
}
