namespace IntegrationActors.Core.Stores.DataStores;

/// <summary>An entry in the state in which it was read: what was written under its id since then is not deleted with it.</summary>
/// <param name="Number">Names the entry within the tenant.</param>
/// <param name="Revision">How often it was overwritten.</param>
public readonly record struct DataStoreToken(long Number, long Revision);
