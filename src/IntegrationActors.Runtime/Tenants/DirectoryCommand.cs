using IntegrationActors.Runtime.Wire;

namespace IntegrationActors.Runtime.Tenants;

/// <summary>A message for the directory of tenants.</summary>
internal abstract record DirectoryCommand : IWire
{
    /// <summary>Adds a tenant; answered by Added.</summary>
    public sealed record Add(string Tenant) : DirectoryCommand;

    /// <summary>Takes a tenant out of the list, and keeps its name until <see cref="Forget"/>; answered by Done, or Unknown.</summary>
    public sealed record Remove(string Tenant, string By) : DirectoryCommand;

    /// <summary>Forgets the name of a tenant that has nothing left; answered by Forgotten.</summary>
    public sealed record Forget(string Tenant) : DirectoryCommand;

    /// <summary>Asks for all names; answered by Names.</summary>
    public sealed record List : DirectoryCommand;
}
