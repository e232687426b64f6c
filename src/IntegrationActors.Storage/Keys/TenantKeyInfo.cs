namespace IntegrationActors.Storage.Keys;

/// <summary>What a key of a tenant does.</summary>
public enum TenantKeyState
{
    /// <summary>It encrypts new records.</summary>
    Current,

    /// <summary>It opens old records until all of them are written anew; then it is deleted.</summary>
    Retiring,
}

/// <summary>A key of a tenant, without the key.</summary>
/// <param name="Id">Counts up; 0 stands for records that were made before the tenant had keys of its own.</param>
/// <param name="State">What it does.</param>
/// <param name="Created">When it was made.</param>
/// <param name="Retired">When the next one was made.</param>
/// <param name="RecordsLeft">How many records still need a retiring key; null for the current one, whose records nobody counts.</param>
public sealed record TenantKeyInfo(long Id, TenantKeyState State, DateTimeOffset Created, DateTimeOffset? Retired, long? RecordsLeft);
