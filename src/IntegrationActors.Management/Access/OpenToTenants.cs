namespace IntegrationActors.Management.Access;

/// <summary>Marks an endpoint outside tenants that shows whoever acts for one tenant nothing of another.</summary>
internal sealed class OpenToTenants;
