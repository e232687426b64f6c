namespace IntegrationActors.Management.DataStores;

/// <summary>How an entry of a data store is.</summary>
public enum DataStoreEntryStatus
{
    /// <summary>It waits, or is kept.</summary>
    Waiting,

    /// <summary>A data-store sender has it.</summary>
    Processing,

    /// <summary>It waits longer than it should.</summary>
    Overdue,
}
