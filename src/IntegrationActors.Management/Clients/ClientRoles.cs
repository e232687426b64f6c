namespace IntegrationActors.Management.Clients;

/// <summary>Roles that a sender client shall have from now on.</summary>
/// <param name="Roles">All of them.</param>
public sealed record ClientRoles(IReadOnlyList<string> Roles);
