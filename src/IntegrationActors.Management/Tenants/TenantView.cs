namespace IntegrationActors.Management.Tenants;

/// <summary>A tenant.</summary>
/// <param name="Name">1 to 63 of <c>a-z 0-9 -</c>, starting with a letter.</param>
public sealed record TenantView(string Name);
