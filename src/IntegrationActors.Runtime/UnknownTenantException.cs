namespace IntegrationActors.Runtime;

/// <summary>There is no tenant of that name.</summary>
public sealed class UnknownTenantException(string tenant) : Exception($"there is no tenant '{tenant}'")
{
    public string Tenant { get; } = tenant;
}
