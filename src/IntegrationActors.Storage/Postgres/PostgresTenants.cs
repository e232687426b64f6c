using System.Security.Cryptography;
using System.Text;
using IntegrationActors.Core.Stores;
using IntegrationActors.Storage.Database;
using Npgsql;

namespace IntegrationActors.Storage.Postgres;

/// <summary>
/// A schema for each tenant, owned by a role of the same name with a random password. Nodes connect as that role, so that whatever a statement says, it reaches
/// no other tenant: a role that was taken on with SET ROLE could be put off again.
/// </summary>
internal sealed class PostgresTenants : ITenantHomes
{
    // Key of whom the passwords are encrypted with; they are the installation's, not the tenant's.
    private const string Owner = "system";
    private const int PasswordBytes = 32;

    private readonly PostgresServer _server;
    private readonly ISecretProtector _protector;

    public PostgresTenants(PostgresOptions options, ISecretProtector protector)
    {
        _server = new PostgresServer(options);
        _protector = protector;
        using var source = _server.OwnSource(_server.Names.System);
        using var connection = source.OpenWriter();
        source.Migrate(connection, TenantRoleSchema.Current);
    }

    public bool Exists(string tenant)
    {
        var found = false;
        _server.Do(connection => found = Secret(connection, tenant) is not null);
        return found;
    }

    public IReadOnlyList<string> List()
    {
        var tenants = new List<string>();
        _server.Do(connection =>
        {
            using var command = new NpgsqlCommand("SELECT tenant FROM tenant_role ORDER BY tenant", connection);
            using var rows = command.ExecuteReader();
            while (rows.Read())
            {
                tenants.Add(rows.GetString(0));
            }
        });
        return tenants;
    }

    public IStoreSource Open(string tenant)
    {
        var name = _server.Names.Tenant(tenant);
        var (secret, generation) = (Array.Empty<byte>(), 0L);
        _server.Do(connection =>
        {
            secret = Secret(connection, tenant) ?? Create(connection, tenant, name);
            generation = Generation(connection, name);
        });
        return _server.Source(name, Encoding.ASCII.GetString(_protector.Unprotect(Owner, Purpose(tenant), secret)), generation);
    }

    public IReadOnlyDictionary<string, long> Generations()
    {
        var tenants = List().ToDictionary(_server.Names.Tenant, StringComparer.Ordinal);
        var generations = new Dictionary<string, long>(StringComparer.Ordinal);
        _server.Do(connection =>
        {
            using var command = new NpgsqlCommand("SELECT rolname, oid FROM pg_roles WHERE rolname = ANY ($1)", connection);
            command.Parameters.Add(new NpgsqlParameter { Value = tenants.Keys.ToArray() });
            using var rows = command.ExecuteReader();
            while (rows.Read())
            {
                generations.Add(tenants[rows.GetString(0)], rows.GetFieldValue<uint>(1));
            }
        });
        return generations;
    }

    public void Rewrap() => _server.Do(connection =>
    {
        PostgresServer.Lock(connection);
        foreach (var (tenant, secret) in Secrets(connection).Where(row => !_protector.IsCurrent(row.Secret)))
        {
            var rewrapped = _protector.Protect(Owner, Purpose(tenant), _protector.Unprotect(Owner, Purpose(tenant), secret));
            PostgresServer.Execute(connection, "UPDATE tenant_role SET secret = $2 WHERE tenant = $1", tenant, rewrapped);
        }
    });

    // Nodes that still have it open lose their connections: none of them can keep a row alive.
    public void Delete(string tenant)
    {
        var name = _server.Names.Tenant(tenant);
        var role = PostgresSql.Quote(name);
        _server.Do(connection =>
        {
            PostgresServer.Lock(connection);
            if (PostgresServer.Execute(connection, "DELETE FROM tenant_role WHERE tenant = $1", tenant) == 0)
            {
                return;
            }

            PostgresServer.Execute(connection, $"ALTER ROLE {role} NOLOGIN");
            PostgresServer.Execute(connection, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = $1", name);
            PostgresServer.Execute(connection, $"DROP OWNED BY {role} CASCADE");
            PostgresServer.Execute(connection, $"DROP ROLE {role}");
        });
    }

    public void Dispose() => _server.Dispose();

    private static string Purpose(string tenant) => $"database-role/{tenant}";

    // A role that is made anew has another one.
    private static long Generation(NpgsqlConnection connection, string role) => (uint)PostgresServer.Scalar(connection, "SELECT oid FROM pg_roles WHERE rolname = $1", role)!;

    private static byte[]? Secret(NpgsqlConnection connection, string tenant) =>
        (byte[]?)PostgresServer.Scalar(connection, "SELECT secret FROM tenant_role WHERE tenant = $1", tenant);

    private static List<(string Tenant, byte[] Secret)> Secrets(NpgsqlConnection connection)
    {
        var secrets = new List<(string Tenant, byte[] Secret)>();
        using var command = new NpgsqlCommand("SELECT tenant, secret FROM tenant_role", connection);
        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            secrets.Add((rows.GetString(0), (byte[])rows[1]));
        }

        return secrets;
    }

    private byte[] Create(NpgsqlConnection connection, string tenant, string name)
    {
        PostgresServer.Lock(connection);
        if (Secret(connection, tenant) is { } made)
        {
            return made;
        }

        var password = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(PasswordBytes));
        var secret = _protector.Protect(Owner, Purpose(tenant), Encoding.ASCII.GetBytes(password));
        var role = PostgresSql.Quote(name);
        PostgresServer.Execute(connection, $"CREATE ROLE {role} LOGIN PASSWORD '{ScramVerifier.Create(password)}'");
        PostgresServer.Execute(connection, $"GRANT {role} TO CURRENT_USER");
        PostgresServer.Execute(connection, $"GRANT CONNECT ON DATABASE {PostgresSql.Quote(connection.Database)} TO {role}");
        PostgresServer.Execute(connection, $"CREATE SCHEMA {role} AUTHORIZATION {role}");
        PostgresServer.Execute(connection, "INSERT INTO tenant_role (tenant, secret) VALUES ($1, $2)", tenant, secret);
        return secret;
    }
}
