using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Storage.MessageLog.Ledger;
using IntegrationActors.Storage.Database;

namespace IntegrationActors.Storage.MessageLog.Search;

/// <summary>
/// Finds messages in the processing log, on connections of its own, so the writer never waits. What ended before a search is in it: the search has the pending
/// rows committed first. Running messages come from the ledger.
/// </summary>
public sealed class MessageSearch
{
    private readonly StoreDatabase _database;
    private readonly RunLedger _ledger;
    private readonly TraceRows _traces;

    internal MessageSearch(StoreDatabase database, RunLedger ledger, TraceRows traces) => (_database, _ledger, _traces) = (database, ledger, traces);

    /// <summary>A page of messages, newest first.</summary>
    /// <exception cref="ArgumentException">The limit or the cursor is wrong, or a key has no value.</exception>
    public async Task<MessagePage> SearchAsync(MessageQuery query, CancellationToken cancel)
    {
        var filter = new SearchFilter(query);
        await CommitPendingAsync();
        var running = _ledger.Snapshot();
        var rows = await _database.ReadAsync(connection => Rows(connection, filter), cancel);
        var known = rows.Select(row => row.Id).ToHashSet();
        var merged = running.Where(filter.Matches).Where(entry => !known.Contains(entry.Id)).Select(Entry).Concat(rows)
            .OrderByDescending(entry => entry.Id).Take(query.Limit + 1).ToList();
        if (merged.Count <= query.Limit)
        {
            return new MessagePage(merged, null);
        }

        merged.RemoveAt(query.Limit);
        return new MessagePage(merged, MessageCursor.Write(merged[^1].Id));
    }

    /// <summary>One message with its steps, or null.</summary>
    public async Task<MessageDetails?> FindAsync(MessageId id, CancellationToken cancel)
    {
        await CommitPendingAsync();
        var running = _ledger.Snapshot().Find(entry => entry.Id == id);
        return await _database.ReadAsync(connection => Row(connection, id), cancel)
            ?? (running is null ? null : new MessageDetails(Entry(running), []));
    }

    /// <summary>What was captured of a message at level Trace, in order; empty when nothing was, or it has expired.</summary>
    public async Task<IReadOnlyList<TraceEntry>> TraceAsync(MessageId id, CancellationToken cancel)
    {
        await CommitPendingAsync();
        return await _database.ReadAsync(connection => _traces.Read(connection, id), cancel);
    }

    /// <summary>How many messages that started in the time have which status; statuses that none has are left out.</summary>
    public async Task<IReadOnlyDictionary<MessageStatus, long>> CountAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancel)
    {
        await CommitPendingAsync();
        var filter = new SearchFilter(new MessageQuery { From = from, To = to });
        var counts = await _database.ReadAsync(connection => Counts(connection, from, to), cancel);
        var running = _ledger.Snapshot().Count(entry => entry.End is null && filter.Matches(entry));
        if (running > 0)
        {
            // Aggregations that no run has stand in the table.
            counts[MessageStatus.Processing] = counts.GetValueOrDefault(MessageStatus.Processing) + running;
        }

        return counts;
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
            // The ledger shows what is pending.
        }
    }

    private static List<MessageEntry> Rows(StoreConnection connection, SearchFilter filter)
    {
        var rows = new List<MessageEntry>();
        using var find = connection.Prepare(filter.Sql());
        filter.Bind(find);
        while (find.Step())
        {
            rows.Add(MessageColumns.Read(find));
        }

        return rows;
    }

    private static MessageDetails? Row(StoreConnection connection, MessageId message)
    {
        Span<byte> id = stackalloc byte[16];
        message.WriteTo(id);
        using var find = connection.Prepare($"SELECT {MessageColumns.List}, m.steps FROM message m WHERE m.id = ?1");
        return find.Bind(1, id).Step() ? new MessageDetails(MessageColumns.Read(find), PackedSteps.Read(find.Blob(MessageColumns.Count))) : null;
    }

    // COMPLETED is what is left of all: counting it row by row would read the whole table, while an index holds the ids.
    private static Dictionary<MessageStatus, long> Counts(StoreConnection connection, DateTimeOffset from, DateTimeOffset to)
    {
        var counts = new Dictionary<MessageStatus, long>();
        connection.BeginRead();
        using (var others = connection.Prepare("SELECT status, count(*) FROM message WHERE status <> 2 AND id >= ?1 AND id < ?2 GROUP BY status"))
        {
            BindRange(others, from, to);
            while (others.Step())
            {
                counts[(MessageStatus)others.Int32(0)] = others.Int64(1);
            }
        }

        using (var all = connection.Prepare("SELECT count(*) FROM message WHERE id >= ?1 AND id < ?2"))
        {
            BindRange(all, from, to);
            if (all.Step() && all.Int64(0) - counts.Values.Sum() is > 0 and var completed)
            {
                counts[MessageStatus.Completed] = completed;
            }
        }

        connection.Commit();
        return counts;
    }

    private static void BindRange(Statement statement, DateTimeOffset from, DateTimeOffset to)
    {
        Span<byte> id = stackalloc byte[16];
        MessageId.Lowest(from).WriteTo(id);
        statement.Bind(1, id);
        MessageId.Lowest(to).WriteTo(id);
        statement.Bind(2, id);
    }

    private static MessageEntry Entry(LedgerEntry entry) => new()
    {
        Id = entry.Id,
        Flow = entry.Flow,
        Version = entry.Version,
        Level = entry.Level,
        Status = entry.Status,
        Started = entry.Started,
        Duration = entry.End is { } end ? TimeSpan.FromMicroseconds(end.Duration) : null,
        CorrelationId = entry.CorrelationId ?? entry.Id.ToString(),
        IntermediateError = entry.End?.IntermediateError ?? false,
        Fault = entry.End?.FaultCode is { } code ? new MessageFault(code, entry.End.FaultMessage ?? "", null, null, null) : null,
    };
}
