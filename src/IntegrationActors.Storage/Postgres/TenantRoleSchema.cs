using IntegrationActors.Storage.Database;

namespace IntegrationActors.Storage.Postgres;

/// <summary>Which tenants have a schema, and the encrypted passwords of the roles that own them. In the schema of the system store.</summary>
internal static class TenantRoleSchema
{
    private const string Roles = "CREATE TABLE tenant_role (tenant TEXT PRIMARY KEY, secret BLOB NOT NULL);";

    public static StoreSchema Current { get; } = new("tenant roles", [Roles]);
}
