namespace IntegrationActors.Management.Keys;

/// <summary>What a rotation of the master key came to for one tenant.</summary>
/// <param name="Tenant">Its name.</param>
/// <param name="Rewrapped">How many of its keys another master key had wrapped until now.</param>
/// <param name="NeedsOldMasterKey">Whether older master keys must stay, since something of it needs them.</param>
/// <param name="Problem">Why its keys could not be wrapped anew; null when they were.</param>
public sealed record RewrappedTenantView(string Tenant, int Rewrapped, bool NeedsOldMasterKey, string? Problem = null);
