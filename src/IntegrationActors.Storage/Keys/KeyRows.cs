using IntegrationActors.Storage.Database;

namespace IntegrationActors.Storage.Keys;

/// <summary>Reads and writes <c>tenant_key</c>.</summary>
internal static class KeyRows
{
    /// <summary>All keys, the one that encrypts last.</summary>
    public static IReadOnlyList<KeyRow> Read(StoreConnection connection)
    {
        var rows = new List<KeyRow>();
        using var find = connection.Prepare("SELECT id, created, retired, wrapped FROM tenant_key ORDER BY id");
        while (find.Step())
        {
            rows.Add(new(find.Int64(0), find.Time(1), find.TimeOrNull(2), find.Blob(3).ToArray()));
        }

        return rows;
    }

    /// <summary>Adds a key, unless another node has added one of this id.</summary>
    public static bool Insert(StoreConnection connection, KeyRow row)
    {
        using var insert = connection.Prepare("INSERT INTO tenant_key (id, created, retired, wrapped) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (id) DO NOTHING");
        return insert.Bind(1, row.Id).Bind(2, StoreTime.Write(row.Created)).Bind(3, StoreTime.Write(row.Retired)).Bind(4, row.Wrapped).Run() == 1;
    }

    public static void Retire(StoreConnection connection, long before, DateTimeOffset now)
    {
        using var update = connection.Prepare("UPDATE tenant_key SET retired = ?2 WHERE id < ?1 AND retired IS NULL");
        update.Bind(1, before).Bind(2, StoreTime.Write(now)).Run();
    }

    /// <summary>Replaces the wrapping of a key that has not been wrapped anew meanwhile.</summary>
    public static bool Rewrap(StoreConnection connection, KeyRow old, byte[] wrapped)
    {
        using var update = connection.Prepare("UPDATE tenant_key SET wrapped = ?2 WHERE id = ?1 AND wrapped = ?3");
        return update.Bind(1, old.Id).Bind(2, wrapped).Bind(3, old.Wrapped).Run() == 1;
    }

    /// <summary>Deletes keys older than <paramref name="current"/> that were retired before a time.</summary>
    /// <returns>How many.</returns>
    public static int Delete(StoreConnection connection, long current, DateTimeOffset retiredBefore)
    {
        using var delete = connection.Prepare("DELETE FROM tenant_key WHERE id < ?1 AND retired < ?2");
        return delete.Bind(1, current).Bind(2, StoreTime.Write(retiredBefore)).Run();
    }
}
