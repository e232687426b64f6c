using Akka.Cluster.Sharding;
using IntegrationActors.Runtime.Tenants;

namespace IntegrationActors.Runtime.Placement;

/// <summary>Which entity of the region of tenants a message is for.</summary>
internal sealed class TenantExtractor() : HashCodeMessageExtractor(Shards)
{
    // Part of the placement that all nodes must agree on: never changes.
    private const int Shards = 64;

    public override string? EntityId(object message) => message switch
    {
        TenantCommand command => command.Tenant,
        DirectoryCommand => TenantDirectoryActor.Name,
        _ => null,
    };
}
