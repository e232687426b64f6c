using IntegrationActors.Core.Stores;

namespace IntegrationActors.Storage;

/// <summary>What the stores of all tenants of a node share.</summary>
internal sealed record StoreServices(TimeProvider Time, ISecretProtector Protector, StoreOptions Options);
