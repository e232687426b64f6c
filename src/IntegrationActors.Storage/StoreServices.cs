using IntegrationActors.Core.Stores;
using IntegrationActors.Storage.Queues;

namespace IntegrationActors.Storage;

/// <summary>What the stores of all tenants of a node share.</summary>
internal sealed record StoreServices(TimeProvider Time, ISecretProtector Protector, StoreOptions Options, SuspectGate Suspects)
{
    /// <summary>How the node works with queues.</summary>
    public required QueuesOptions Queues { get; init; }
}
