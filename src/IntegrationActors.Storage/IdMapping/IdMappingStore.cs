using IntegrationActors.Core.Stores.IdMapping;
using IntegrationActors.Storage.Database;

namespace IntegrationActors.Storage.IdMapping;

/// <summary>Mapped ids in their table.</summary>
internal sealed class IdMappingStore(StoreContext store) : IIdMapping
{
    private const int LongestId = 255;

    // An expired mapping that retention has not met yet gives way to the new target.
    private const string Upsert = """
        INSERT INTO id_mapping (flow, context, source, target, expires) VALUES (?1, ?2, ?3, ?4, ?5)
        ON CONFLICT (flow, context, source) DO UPDATE SET expires = excluded.expires, target = CASE WHEN id_mapping.expires <= ?6 THEN excluded.target ELSE id_mapping.target END
        RETURNING target
        """;

    private static readonly TimeSpan KeptByDefault = TimeSpan.FromDays(30);
    private static readonly TimeSpan LongestKept = TimeSpan.FromDays(400);

    public async ValueTask<string> MapAsync(IdMappingContext context, string source, string target, TimeSpan? keepFor, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        StoreNames.Check("The context of an id mapping", context.Name, IdMappingContext.LongestName);
        StoreNames.Check("The source id", source, LongestId);
        StoreNames.Check("The target id", target, LongestId);
        var now = store.Now;
        var expires = now + StoreNames.Check("The time to keep an id mapping", keepFor ?? KeptByDefault, LongestKept);
        return await store.WriteAsync(connection =>
        {
            using var upsert = connection.Prepare(Upsert);
            upsert.Bind(1, context.Scope.Flow).Bind(2, context.Name).Bind(3, source).Bind(4, target).Bind(5, StoreTime.Write(expires)).Bind(6, StoreTime.Write(now)).Step();
            return upsert.Text(0);
        }, cancel);
    }

    public async ValueTask<string?> FindTargetAsync(IdMappingContext context, string source, CancellationToken cancel) => await store.ReadAsync(
        connection =>
        {
            using var find = connection.Prepare("SELECT target FROM id_mapping WHERE flow = ?1 AND context = ?2 AND source = ?3 AND expires > ?4");
            return Bind(find, context, source).Bind(4, StoreTime.Write(store.Now)).Step() ? find.Text(0) : null;
        },
        cancel);

    public async ValueTask<IReadOnlyList<string>> FindSourcesAsync(IdMappingContext context, string target, CancellationToken cancel) => await store.ReadAsync(
        connection =>
        {
            var sources = new List<string>();
            using var find = connection.Prepare("SELECT source FROM id_mapping WHERE flow = ?1 AND context = ?2 AND target = ?3 AND expires > ?4 ORDER BY source");
            Bind(find, context, target).Bind(4, StoreTime.Write(store.Now));
            while (find.Step())
            {
                sources.Add(find.Text(0));
            }

            return sources;
        },
        cancel);

    public async ValueTask<bool> DeleteAsync(IdMappingContext context, string source, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        return await store.WriteAsync(connection =>
        {
            using var delete = connection.Prepare("DELETE FROM id_mapping WHERE flow = ?1 AND context = ?2 AND source = ?3");
            return Bind(delete, context, source).Run() == 1;
        }, cancel);
    }

    /// <summary>Deletes some that expired before <paramref name="now"/>.</summary>
    public static int DeleteExpired(StoreConnection connection, DateTimeOffset now, int most)
    {
        using var delete = connection.Prepare(
            "DELETE FROM id_mapping WHERE (flow, context, source) IN (SELECT flow, context, source FROM id_mapping WHERE expires <= ?1 ORDER BY expires LIMIT ?2)");
        return delete.Bind(1, StoreTime.Write(now)).Bind(2, most).Run();
    }

    private static Statement Bind(Statement statement, IdMappingContext context, string id) => statement.Bind(1, context.Scope.Flow).Bind(2, context.Name).Bind(3, id);
}
