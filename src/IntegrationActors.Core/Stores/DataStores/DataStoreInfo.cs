namespace IntegrationActors.Core.Stores.DataStores;

/// <summary>A data store as people see it.</summary>
/// <param name="Store">Name and scope.</param>
/// <param name="Entries">How many entries it has.</param>
/// <param name="Overdue">How many of them are Overdue.</param>
public sealed record DataStoreInfo(DataStoreName Store, long Entries, long Overdue);
