using IntegrationActors.Runtime.Wire;

namespace IntegrationActors.Runtime.Tenants;

/// <summary>A message for the directory of tenants.</summary>
internal abstract record DirectoryCommand : IWire
{
    /// <summary>Adds a tenant; answered by Added.</summary>
    public sealed record Add(string Tenant) : DirectoryCommand;

    /// <summary>Asks for all names; answered by Names.</summary>
    public sealed record List : DirectoryCommand;
}
