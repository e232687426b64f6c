namespace IntegrationActors.Storage.Keys;

/// <summary>What wrapping the keys of a tenant by the current master key came to.</summary>
/// <param name="Rewrapped">How many keys another master key had wrapped until now.</param>
/// <param name="NeedsOldMasterKey">Whether older master keys must stay: records from before the tenant had keys of its own are still to be written anew.</param>
public sealed record RewrapResult(int Rewrapped, bool NeedsOldMasterKey);
