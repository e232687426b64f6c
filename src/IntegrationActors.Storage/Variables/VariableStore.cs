using System.Text;
using IntegrationActors.Core.Stores;
using IntegrationActors.Core.Stores.Variables;
using IntegrationActors.Storage.Database;
using IntegrationActors.Storage.Keys;
using IntegrationActors.Storage.Quotas;

namespace IntegrationActors.Storage.Variables;

/// <summary>Variables in their table. Reads go to the database each time: another node may have written.</summary>
internal sealed class VariableStore(StoreContext store) : IVariables
{
    private const string Upsert = """
        INSERT INTO variable (flow, name, type, written, expires, value) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
        ON CONFLICT (flow, name) DO UPDATE SET type = excluded.type, written = excluded.written, expires = excluded.expires, value = excluded.value
        """;

    public async ValueTask SetAsync(StoreScope scope, string name, VariableType type, string value, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        StoreNames.Check("The name of a variable", name, Variable.LongestName);
        var bytes = Encoding.UTF8.GetBytes(value);
        if (bytes.Length > Variable.LongestValue)
        {
            throw StoreFaults.Invalid($"The value of variable {name} has {bytes.Length} bytes; the limit is {Variable.LongestValue}.", "Put large values into a data store.");
        }

        store.Usage.CheckContents(bytes.Length);
        var record = store.Protect(Purpose(scope, name), bytes);
        var written = store.Now;
        await store.WriteAsync(connection =>
        {
            var before = StoredLength(connection, scope, name);
            using var upsert = connection.Prepare(Upsert);
            upsert.Bind(1, scope.Flow).Bind(2, name).Bind(3, (int)type).Bind(4, StoreTime.Write(written)).Bind(5, StoreTime.Write(written + Variable.Kept)).Bind(6, record).Run();
            store.Usage.Adjust(connection, StorageKind.Contents, record.Length - before);
            return true;
        }, cancel);
    }

    public async ValueTask<Variable?> GetAsync(StoreScope scope, string name, CancellationToken cancel) => await store.ReadAsync(
        connection =>
        {
            using var find = connection.Prepare("SELECT type, value, written, expires FROM variable WHERE flow = ?1 AND name = ?2 AND expires > ?3");
            return find.Bind(1, scope.Flow).Bind(2, name).Bind(3, StoreTime.Write(store.Now)).Step()
                ? new Variable(name, (VariableType)find.Int32(0), Encoding.UTF8.GetString(store.Unprotect(Purpose(scope, name), find.Blob(1))), find.Time(2), find.Time(3))
                : null;
        },
        cancel);

    public async ValueTask<bool> DeleteAsync(StoreScope scope, string name, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        return await store.WriteAsync(connection =>
        {
            using var delete = connection.Prepare("DELETE FROM variable WHERE flow = ?1 AND name = ?2 RETURNING length(value)");
            return Deleted(connection, delete.Bind(1, scope.Flow).Bind(2, name)) == 1;
        }, cancel);
    }

    public async ValueTask<IReadOnlyList<VariableInfo>> ListAsync(CancellationToken cancel) => await store.ReadAsync(
        connection =>
        {
            var list = new List<VariableInfo>();
            using var find = connection.Prepare("SELECT flow, name, type, written, expires FROM variable WHERE expires > ?1 ORDER BY flow, name");
            find.Bind(1, StoreTime.Write(store.Now));
            while (find.Step())
            {
                list.Add(new VariableInfo(find.Scope(0), find.Text(1), (VariableType)find.Int32(2), find.Time(3), find.Time(4)));
            }

            return list;
        },
        cancel);

    /// <summary>Deletes some that expired before <paramref name="now"/>.</summary>
    public int DeleteExpired(StoreConnection connection, DateTimeOffset now, int most)
    {
        using var delete = connection.Prepare(
            "DELETE FROM variable WHERE (flow, name) IN (SELECT flow, name FROM variable WHERE expires <= ?1 ORDER BY expires LIMIT ?2) RETURNING length(value)");
        return Deleted(connection, delete.Bind(1, StoreTime.Write(now)).Bind(2, most));
    }

    private int Deleted(StoreConnection connection, Statement delete)
    {
        var (count, bytes) = (0, 0L);
        while (delete.Step())
        {
            count++;
            bytes += delete.Int64(0);
        }

        store.Usage.Adjust(connection, StorageKind.Contents, -bytes);
        return count;
    }

    private static long StoredLength(StoreConnection connection, StoreScope scope, string name)
    {
        using var find = connection.Prepare("SELECT length(value) FROM variable WHERE flow = ?1 AND name = ?2");
        return find.Bind(1, scope.Flow).Bind(2, name).Step() ? find.Int64(0) : 0;
    }

    /// <summary>What the value of a row is encrypted for.</summary>
    public static string Purpose(RowKey row) => Purpose(row.Text(0), row.Text(1));

    private static string Purpose(StoreScope scope, string name) => Purpose(scope.Flow, name);

    private static string Purpose(string flow, string name) => $"variable/{flow}/{name}";
}
