namespace IntegrationActors.Management.Clients;

/// <summary>A sender client to be created.</summary>
/// <param name="Id">1 to 100 of letters, digits, <c>. _ -</c>.</param>
/// <param name="Roles">Roles, each 1 to 100 of letters, digits, <c>. _ -</c>.</param>
public sealed record ClientRequest(string Id, IReadOnlyList<string>? Roles = null);
