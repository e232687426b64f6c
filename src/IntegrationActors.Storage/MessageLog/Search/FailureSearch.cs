using IntegrationActors.Core.Exchanges;
using IntegrationActors.Storage.Database;

namespace IntegrationActors.Storage.MessageLog.Search;

/// <summary>
/// Looks at failed messages alone: the partial index on the status has them newest first, and at most <see cref="MostRows"/> are read, however many messages the log has.
/// </summary>
public sealed class FailureSearch
{
    /// <summary>Most failed messages that are looked at, the newest ones.</summary>
    public const int MostRows = 100_000;

    // 3 is FAILED. The first condition is the one of the index.
    private const string Rows = "FROM message m WHERE m.status <> 2 AND m.status = 3 AND m.id >= ?1";

    // Numbers of the parameters after the begin and the limit.
    private const int FirstTerm = 3;

    private readonly StoreDatabase _database;

    internal FailureSearch(StoreDatabase database) => _database = database;

    /// <summary>Groups what failed by flow, version, step and code.</summary>
    public async Task<FailureGroups> GroupAsync(FailureFilter filter, CancellationToken cancel)
    {
        await CommitPendingAsync();
        return await _database.ReadAsync(connection => Group(connection, filter, cancel), cancel);
    }

    /// <summary>Ids of failed messages that nobody has sent again yet, oldest first: in this order they came in.</summary>
    public async Task<IReadOnlyList<MessageId>> ListAsync(FailureFilter filter, CancellationToken cancel)
    {
        await CommitPendingAsync();
        return await _database.ReadAsync(connection => List(connection, filter), cancel);
    }

    private static FailureGroups Group(StoreConnection connection, FailureFilter filter, CancellationToken cancel)
    {
        var groups = new Dictionary<FailureKey, FailureGroup>();
        var (rows, since) = (0, filter.Since);
        using var find = connection.Prepare($"SELECT m.id, (SELECT name FROM flow WHERE flow.id = m.flow), m.version, m.fault_step, m.fault_code, m.started, m.fault_message {Rows}{Conditions(filter)} ORDER BY m.id DESC LIMIT ?2");
        Bind(find, filter).Bind(2, MostRows + 1);
        while (find.Step())
        {
            cancel.ThrowIfCancellationRequested();
            if (++rows > MostRows)
            {
                break;
            }

            since = find.Time(5);
            Add(groups, find, since);
        }

        var isCut = rows > MostRows;
        return new FailureGroups([.. groups.Values.OrderByDescending(g => g.Count).ThenByDescending(g => g.Last)], isCut ? since : filter.Since, isCut);
    }

    // Newest first: the row that opens a group is its newest.
    private static void Add(Dictionary<FailureKey, FailureGroup> groups, Statement row, DateTimeOffset started)
    {
        var key = new FailureKey(row.Text(1), row.Int32(2), row.TextOrNull(3), row.TextOrNull(4));
        groups[key] = groups.TryGetValue(key, out var known)
            ? known with { Count = known.Count + 1, First = started }
            : new FailureGroup(key, 1, started, started, MessageId.Read(row.Blob(0)), row.TextOrNull(6));
    }

    private static IReadOnlyList<MessageId> List(StoreConnection connection, FailureFilter filter)
    {
        var ids = new List<MessageId>();
        using var find = connection.Prepare($"SELECT m.id {Rows}{Conditions(filter)} AND NOT EXISTS (SELECT 1 FROM resend r WHERE r.original = m.id) ORDER BY m.id LIMIT ?2");
        Bind(find, filter).Bind(2, MostRows);
        while (find.Step())
        {
            ids.Add(MessageId.Read(find.Blob(0)));
        }

        return ids;
    }

    private static string Conditions(FailureFilter filter) => string.Concat(Terms(filter).Select((term, i) => " AND " + term.Condition(FirstTerm + i)));

    private static Statement Bind(Statement statement, FailureFilter filter)
    {
        Span<byte> since = stackalloc byte[16];
        MessageId.Lowest(filter.Since < DateTimeOffset.UnixEpoch ? DateTimeOffset.UnixEpoch : filter.Since).WriteTo(since);
        statement.Bind(1, since);
        var number = FirstTerm;
        foreach (var (_, bind) in Terms(filter))
        {
            bind(statement, number++);
        }

        return statement;
    }

    // Only what is asked for: a statement has no parameters that it doesn't use.
    private static IEnumerable<(Func<int, string> Condition, Func<Statement, int, Statement> Bind)> Terms(FailureFilter filter)
    {
        if (filter.Flow is { } flow)
        {
            yield return (n => $"m.flow = (SELECT id FROM flow WHERE name = ?{n})", (s, n) => s.Bind(n, flow));
        }

        if (filter.Version is { } version)
        {
            yield return (n => $"m.version = ?{n}", (s, n) => s.Bind(n, (long)version));
        }

        if (filter.Step is { } step)
        {
            yield return (n => $"m.fault_step = ?{n}", (s, n) => s.Bind(n, SearchText.Value(step)));
        }

        if (filter.Code is { } code)
        {
            yield return (n => $"m.fault_code = ?{n}", (s, n) => s.Bind(n, code));
        }
    }

    // A store that can't write still answers from what it has.
    private async Task CommitPendingAsync()
    {
        try
        {
            await _database.FlushAsync();
        }
        catch (StoreUnavailableException)
        {
            // What is pending is missing in the answer.
        }
    }
}
