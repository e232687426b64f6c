using System.Security.Cryptography;
using System.Text;

namespace IntegrationActors.Storage.Postgres;

/// <summary>Names of schemas and of the roles that own them. PostgreSQL cuts names at 63 bytes, which may not make one name of two.</summary>
internal sealed class PostgresNames(string prefix)
{
    private const int Longest = 63;
    private const int HashLength = 16;

    public string System => $"{prefix}_system";

    public string Journal => $"{prefix}_journal";

    /// <summary>Schema and role of a tenant. A tenant's name has no underscore, so a name that is made shorter with its hash is nobody else's.</summary>
    public string Tenant(string tenant)
    {
        var name = $"{prefix}_{tenant}";
        if (name.Length <= Longest && name != System && name != Journal)
        {
            return name;
        }

        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(tenant)))[..HashLength];
        return $"{name[..Math.Min(name.Length, Longest - HashLength - 1)]}_{hash}";
    }
}
