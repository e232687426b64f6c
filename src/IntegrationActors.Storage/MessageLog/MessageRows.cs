using System.Buffers.Binary;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Storage.Database;

namespace IntegrationActors.Storage.MessageLog;

/// <summary>Writes finished records as rows: all of a batch with a few statements on PostgreSQL, some with each statement on SQLite. Used by one thread at a time.</summary>
internal sealed class MessageRows(TraceRows traces) : IDeferredKind
{
    private static readonly RowSql InsertKey = new("message_key", "name text, value text, id bytea", tail: "ON CONFLICT DO NOTHING");

    // Enough for the place of a write in its batch.
    private const int PlaceBits = 10;
    private const ulong PlaceMask = (1 << PlaceBits) - 1;

    private readonly MessageRow _row = new();
    private readonly MessagePartners _partners = new();
    private readonly ExpiredRows _expired = new(traces.Usage);
    private readonly Dictionary<string, long> _flows = new(StringComparer.Ordinal);
    private readonly RowBuffer _rows = new(MessageRow.Insert);
    private readonly RowBuffer _keys = new(InsertKey);
    private readonly ulong[] _places = new ulong[WriteBatch.Limit];
    private readonly List<MessageRecord> _together = [];
    private readonly HashSet<MessageId> _ids = [];

    public void Apply(StoreConnection connection, IReadOnlyList<DeferredWrite> writes)
    {
        // Messages that run side by side end in any order: in that of their ids, rows and entries of indexes are appended. Of two records of one message the later one stays behind.
        foreach (var place in Places(writes))
        {
            Collect(connection, ((FinishedRun)writes[(int)(place & PlaceMask)]).Record);
            if (connection.Dialect == SqlDialect.Sqlite && _together.Count == RowBuffer.Together)
            {
                Send(connection);
            }
        }

        Send(connection);
    }

    /// <summary>
    /// Writes the record; a row of an earlier attempt of the same message gives way to it. But a row that says how the message ended is not replaced by the record of a late run: see
    /// <see cref="LateRuns"/>.
    /// </summary>
    public void Write(StoreConnection connection, MessageRecord record)
    {
        if (!TryInsert(connection, record))
        {
            if (LateRuns.MayBeLate(record) && LateRuns.HasEnded(connection, record.Id))
            {
                return;
            }

            _expired.Delete(connection, record.Id);
            TryInsert(connection, record);
        }

        Note(record);
        _partners.Write(connection);
        foreach (var key in record.Keys)
        {
            using var insert = connection.Prepare(InsertKey.Each);
            SetKey(insert, key, record.Id);
            insert.Run();
        }

        if (record.Trace is { Count: > 0 } trace)
        {
            traces.Write(connection, record, trace);
        }
    }

    /// <summary>What was remembered of a transaction that was rolled back is void.</summary>
    public void Forget()
    {
        _flows.Clear();
        _partners.Forget();
        ForgetCollected();
    }

    // Of the id (RFC 9562, version 7) the time and 12 bits of what is random behind it, then the place among the writes: no two are the same, so sorting numbers is enough.
    private ReadOnlySpan<ulong> Places(IReadOnlyList<DeferredWrite> writes)
    {
        Span<byte> id = stackalloc byte[16];
        for (var i = 0; i < writes.Count; i++)
        {
            ((FinishedRun)writes[i]).Record.Id.WriteTo(id);
            var head = BinaryPrimitives.ReadUInt64BigEndian(id);
            _places[i] = (head >> 16 << (12 + PlaceBits)) | ((head & 0xFFF) << PlaceBits) | (uint)i;
        }

        Array.Sort(_places, 0, writes.Count);
        return _places.AsSpan(0, writes.Count);
    }

    private bool TryInsert(StoreConnection connection, MessageRecord record)
    {
        var flow = FlowId(connection, record.Flow.Flow);
        using var insert = connection.Prepare(MessageRow.Insert.Each);
        _row.Set(insert, record, flow);
        return insert.Run() == 1;
    }

    // A later record of the same message takes the place of the earlier one, so both can't be in one statement.
    private void Collect(StoreConnection connection, MessageRecord record)
    {
        if (!_ids.Add(record.Id))
        {
            Send(connection);
            _ids.Add(record.Id);
        }

        _row.Set(_rows.Add(), record, FlowId(connection, record.Flow.Flow));
        _together.Add(record);
        Note(record);
        foreach (var key in record.Keys)
        {
            SetKey(_keys.Add(), key, record.Id);
        }
    }

    private void Send(StoreConnection connection)
    {
        if (_together.Count == 0)
        {
            return;
        }

        if (_rows.Run(connection) == _together.Count)
        {
            SendRest(connection);
        }
        else
        {
            // Some have a row of an earlier attempt, which is seldom.
            _together.ForEach(record => Write(connection, record));
        }

        ForgetCollected();
    }

    private void SendRest(StoreConnection connection)
    {
        _partners.Write(connection);
        if (_keys.Count > 0)
        {
            _keys.Run(connection);
        }

        foreach (var record in _together)
        {
            if (record.Trace is { Count: > 0 } trace)
            {
                traces.Write(connection, record, trace);
            }
        }
    }

    private void ForgetCollected()
    {
        _rows.Clear();
        _keys.Clear();
        _together.Clear();
        _ids.Clear();
    }

    private void Note(MessageRecord record)
    {
        _partners.Note(MessagePartners.Sender, MessageRow.Cut(record.Sender), record.Started);
        _partners.NoteReceivers(MessageRow.Cut(record.Receiver), record.Started);
    }

    private long FlowId(StoreConnection connection, string name)
    {
        if (_flows.TryGetValue(name, out var id))
        {
            return id;
        }

        using (var insert = connection.Prepare("INSERT INTO flow (name) VALUES (?1) ON CONFLICT DO NOTHING"))
        {
            insert.Bind(1, name).Run();
        }

        using var find = connection.Prepare("SELECT id FROM flow WHERE name = ?1");
        find.Bind(1, name).Step();
        return _flows[name] = find.Int64(0);
    }

    private static void SetKey(IRow row, KeyValuePair<string, string> key, MessageId message)
    {
        Span<byte> id = stackalloc byte[16];
        message.WriteTo(id);
        var (name, value) = MessageRow.Cut(key);
        row.Set(1, name).Set(2, value).Set(3, id);
    }
}
