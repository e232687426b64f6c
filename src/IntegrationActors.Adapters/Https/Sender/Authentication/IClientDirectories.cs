using IntegrationActors.Core.Stores;

namespace IntegrationActors.Adapters.Https.Sender.Authentication;

/// <summary>Finds the sender clients of a tenant. Given by the host of the adapters.</summary>
public interface IClientDirectories
{
    /// <summary>The directory of a tenant that has an open channel on this node.</summary>
    IClientDirectory Of(string tenant);
}
