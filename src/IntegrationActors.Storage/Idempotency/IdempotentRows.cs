using IntegrationActors.Core.Exchanges;
using IntegrationActors.Storage.Database;

namespace IntegrationActors.Storage.Idempotency;

/// <summary>Keys within a transaction, so that a key can be remembered together with what was done under it.</summary>
internal static class IdempotentRows
{
    private const int InProgress = 0;
    private const int Done = 1;

    private const string InsertKey = """
        INSERT INTO idempotent_key (scope, key, state, token, expires) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (scope, key) DO NOTHING RETURNING state
        """;

    /// <summary>What a key is, after it was asked for.</summary>
    /// <param name="IsNew">It was taken.</param>
    /// <param name="IsDone">There is an outcome.</param>
    /// <param name="Token">Of whoever holds it, or the id that was remembered.</param>
    /// <param name="Outcome">The encrypted outcome; empty when there is none.</param>
    /// <param name="Freed">Bytes of an expired outcome that made room.</param>
    internal readonly record struct Found(bool IsNew, bool IsDone, MessageId Token, byte[] Outcome, long Freed);

    /// <summary>Remembers an id under a key for a while, unless there is one.</summary>
    /// <param name="connection">The transaction that also does what must be done once.</param>
    /// <param name="scope">Whose keys these are, such as <c>queue/orders</c>.</param>
    /// <param name="key">At most 255 characters, or a hash: see <see cref="IdempotentStore.KeyOf"/>.</param>
    /// <param name="id">What to remember.</param>
    /// <param name="times">Until when, and what time it is.</param>
    /// <returns>The id that was remembered first: the given one when the key is new.</returns>
    public static MessageId TryRemember(StoreConnection connection, string scope, string key, MessageId id, (DateTimeOffset Expires, DateTimeOffset Now) times) =>
        Claim(connection, (scope, key), (Done, id), times) is { IsNew: false } first ? first.Token : id;

    /// <summary>Takes a key, or says what is known of it.</summary>
    public static Found Begin(StoreConnection connection, (string Scope, string Key) key, MessageId token, (DateTimeOffset Expires, DateTimeOffset Now) times) =>
        Claim(connection, key, (InProgress, token), times);

    /// <summary>Stores the outcome of a key that is held.</summary>
    /// <returns>False when it is not held any more.</returns>
    public static bool Complete(StoreConnection connection, (string Scope, string Key) key, MessageId token, (byte[]? Outcome, DateTimeOffset Expires) done)
    {
        using var update = connection.Prepare("UPDATE idempotent_key SET state = 1, outcome = ?4, expires = ?5 WHERE scope = ?1 AND key = ?2 AND token = ?3 AND state = 0");
        if (done.Outcome is { } outcome)
        {
            update.Bind(4, outcome);
        }

        return update.Bind(1, key.Scope).Bind(2, key.Key).Bind(3, token).Bind(5, StoreTime.Write(done.Expires)).Run() == 1;
    }

    public static bool Abandon(StoreConnection connection, (string Scope, string Key) key, MessageId token)
    {
        using var delete = connection.Prepare("DELETE FROM idempotent_key WHERE scope = ?1 AND key = ?2 AND token = ?3 AND state = 0");
        return delete.Bind(1, key.Scope).Bind(2, key.Key).Bind(3, token).Run() == 1;
    }

    /// <summary>Bytes of the outcome of a key, which go with it.</summary>
    public static (int Count, long Bytes) Forget(StoreConnection connection, (string Scope, string Key) key)
    {
        using var delete = connection.Prepare("DELETE FROM idempotent_key WHERE scope = ?1 AND key = ?2 RETURNING coalesce(length(outcome), 0)");
        return Deleted(delete.Bind(1, key.Scope).Bind(2, key.Key));
    }

    /// <summary>Deletes some that expired before <paramref name="now"/>.</summary>
    public static (int Count, long Bytes) DeleteExpired(StoreConnection connection, DateTimeOffset now, int most)
    {
        using var delete = connection.Prepare("""
            DELETE FROM idempotent_key WHERE (scope, key) IN (SELECT scope, key FROM idempotent_key WHERE expires <= ?1 ORDER BY expires LIMIT ?2) RETURNING coalesce(length(outcome), 0)
            """);
        return Deleted(delete.Bind(1, StoreTime.Write(now)).Bind(2, most));
    }

    // A key that another node frees in between is tried again; whoever loses that race too sees the other's row.
    private static Found Claim(StoreConnection connection, (string Scope, string Key) key, (int State, MessageId Token) row, (DateTimeOffset Expires, DateTimeOffset Now) times)
    {
        var freed = 0L;
        while (!TryInsert(connection, key, row, times.Expires))
        {
            if (Find(connection, key, times.Now) is { } found)
            {
                return found;
            }

            using var delete = connection.Prepare("DELETE FROM idempotent_key WHERE scope = ?1 AND key = ?2 AND expires <= ?3 RETURNING coalesce(length(outcome), 0)");
            freed += Deleted(delete.Bind(1, key.Scope).Bind(2, key.Key).Bind(3, StoreTime.Write(times.Now))).Bytes;
        }

        return new Found(IsNew: true, IsDone: false, row.Token, [], freed);
    }

    private static bool TryInsert(StoreConnection connection, (string Scope, string Key) key, (int State, MessageId Token) row, DateTimeOffset expires)
    {
        using var insert = connection.Prepare(InsertKey);
        return insert.Bind(1, key.Scope).Bind(2, key.Key).Bind(3, row.State).Bind(4, row.Token).Bind(5, StoreTime.Write(expires)).Step();
    }

    private static Found? Find(StoreConnection connection, (string Scope, string Key) key, DateTimeOffset now)
    {
        using var find = connection.Prepare("SELECT state, token, outcome FROM idempotent_key WHERE scope = ?1 AND key = ?2 AND expires > ?3");
        return find.Bind(1, key.Scope).Bind(2, key.Key).Bind(3, StoreTime.Write(now)).Step()
            ? new Found(IsNew: false, find.Int32(0) == Done, find.Id(1), find.IsNull(2) ? [] : find.Blob(2).ToArray(), 0)
            : null;
    }

    private static (int Count, long Bytes) Deleted(Statement delete)
    {
        var (count, bytes) = (0, 0L);
        while (delete.Step())
        {
            count++;
            bytes += delete.Int64(0);
        }

        return (count, bytes);
    }
}
