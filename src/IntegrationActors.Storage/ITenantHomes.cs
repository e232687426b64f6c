using IntegrationActors.Storage.Database;

namespace IntegrationActors.Storage;

/// <summary>Where the stores of tenants are. What lies in the folder of a tenant on this node is not its business.</summary>
internal interface ITenantHomes : IDisposable
{
    bool Exists(string tenant);

    /// <summary>Names of all tenants that have a store, in order.</summary>
    IReadOnlyList<string> List();

    /// <summary>The generations (<see cref="IStoreSource.Generation"/>) of all stores that other nodes can delete; null when none can.</summary>
    IReadOnlyDictionary<string, long>? Generations() => null;

    /// <summary>The place of a tenant's store, made when there is none.</summary>
    IStoreSource Open(string tenant);

    /// <summary>Encrypts what gives access to the stores with the master key that is current now.</summary>
    void Rewrap();

    /// <summary>Deletes a store that is closed on this node, with all that is in it.</summary>
    void Delete(string tenant);
}
