using IntegrationActors.Storage.Keys;

namespace IntegrationActors.Management.Keys;

/// <summary>A key of a tenant, without the key.</summary>
/// <param name="Id">Counts up; 0 stands for records that were made before the tenant had keys of its own.</param>
/// <param name="State">Whether it encrypts new records, or is kept until its records are written anew.</param>
/// <param name="Created">When it was made.</param>
/// <param name="Retired">When the next one was made.</param>
/// <param name="RecordsLeft">How many records still need it, for a retiring key.</param>
public sealed record KeyView(long Id, TenantKeyState State, DateTimeOffset Created, DateTimeOffset? Retired, long? RecordsLeft)
{
    internal static KeyView Of(TenantKeyInfo key) => new(key.Id, key.State, key.Created, key.Retired, key.RecordsLeft);
}
