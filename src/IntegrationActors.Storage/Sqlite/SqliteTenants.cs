using IntegrationActors.Storage.Database;

namespace IntegrationActors.Storage.Sqlite;

/// <summary>A file in the folder of each tenant.</summary>
internal sealed class SqliteTenants(string root) : ITenantHomes
{
    public bool Exists(string tenant) => Directory.Exists(Path.Combine(root, tenant));

    public IReadOnlyList<string> List() => Directory.Exists(root)
        ? [.. Directory.EnumerateDirectories(root).Select(path => Path.GetFileName(path)).Where(TenantName.IsValid).Order(StringComparer.Ordinal)]
        : [];

    public IStoreSource Open(string tenant) => new SqliteFile(Path.Combine(root, tenant, "store.db"));

    // What wraps a key is in the file that it opens.
    public void Rewrap()
    {
    }

    // It goes with the folder.
    public void Delete(string tenant)
    {
    }

    public void Dispose()
    {
    }
}
