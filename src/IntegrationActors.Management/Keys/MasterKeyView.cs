namespace IntegrationActors.Management.Keys;

/// <summary>The master key after a rotation.</summary>
/// <param name="Id">The key that wraps those of all tenants now.</param>
/// <param name="OldKeysNeeded">Whether older master keys must stay behind it for now.</param>
/// <param name="Tenants">What it came to for each tenant.</param>
public sealed record MasterKeyView(string Id, bool OldKeysNeeded, IReadOnlyList<RewrappedTenantView> Tenants);
