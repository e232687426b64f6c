using IntegrationActors.Core.Stores;

namespace IntegrationActors.Storage;

/// <summary>What a store needs of its surroundings.</summary>
internal sealed record TenantStoreParts(TimeProvider Time, ISecretProtector Protector, StoreEvents Events);
