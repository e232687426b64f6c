namespace IntegrationActors.Core.Stores;

/// <summary>Turns words of a flow into scopes of the stores.</summary>
public static class StoreVisibilities
{
    /// <summary>The scope in the stores of the tenant.</summary>
    public static StoreScope ScopeOf(this StoreVisibility visibility, string flow) => visibility == StoreVisibility.Global ? StoreScope.Global : StoreScope.Of(flow);
}
