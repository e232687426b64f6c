namespace IntegrationActors.Core.Stores;

/// <summary>Who sees what a step stores, as the author of a flow writes it.</summary>
public enum StoreVisibility
{
    /// <summary>This flow alone, in all its versions.</summary>
    Flow,

    /// <summary>All flows of the tenant.</summary>
    Global,
}
