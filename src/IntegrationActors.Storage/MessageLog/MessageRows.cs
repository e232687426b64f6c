using System.Buffers;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Storage.Database;

namespace IntegrationActors.Storage.MessageLog;

/// <summary>Writes finished records as rows. Used by one thread at a time.</summary>
internal sealed class MessageRows(TraceRows traces)
{
    /// <summary>Longest text of a fault, in characters: 4 KB of remote text and our own words around it.</summary>
    private const int LongestFault = 8192;

    private const string InsertRow = """
        INSERT OR IGNORE INTO message (id, flow, version, level, status, started, duration, correlation, application_id, message_type, custom_status, sender, receiver,
          predecessor, intermediate_error, fault_code, fault_message, fault_hint, fault_step, fault_place, step_total, steps, keys)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23)
        """;

    private readonly MessagePartners _partners = new();
    private readonly ExpiredRows _expired = new(traces.Usage);
    private readonly Dictionary<string, long> _flows = new(StringComparer.Ordinal);
    private readonly ArrayBufferWriter<byte> _buffer = new(4096);

    /// <summary>Writes the record; a row of an earlier attempt of the same message gives way to it.</summary>
    public void Write(StoreConnection connection, MessageRecord record)
    {
        if (!TryInsert(connection, record))
        {
            _expired.Delete(connection, record.Id);
            TryInsert(connection, record);
        }

        _partners.Note(connection, MessagePartners.Sender, Cut(record.Sender), record.Started);
        _partners.NoteReceivers(connection, Cut(record.Receiver), record.Started);
        WriteKeys(connection, record);
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
    }

    private bool TryInsert(StoreConnection connection, MessageRecord record)
    {
        Span<byte> id = stackalloc byte[16];
        record.Id.WriteTo(id);
        var flow = FlowId(connection, record.Flow.Flow);
        using var insert = connection.Prepare(InsertRow);
        insert.Bind(1, id).Bind(2, flow).Bind(3, record.Flow.Version).Bind(4, (int)record.Level).Bind(5, (int)record.Status)
            .Bind(6, StoreTime.Write(record.Started)).Bind(7, record.Duration).Bind(8, Correlation(record))
            .Bind(9, Cut(record.ApplicationId)).Bind(10, Cut(record.MessageType)).Bind(11, Cut(record.CustomStatus))
            .Bind(12, Cut(record.Sender)).Bind(13, Cut(record.Receiver)).Bind(15, record.IntermediateError ? 1 : 0).Bind(21, record.Steps.Total);
        BindPredecessor(insert, record.Predecessor);
        BindFault(insert, record.Fault);
        BindPacked(insert, record);
        return insert.Run() == 1;
    }

    private static void BindPredecessor(Statement insert, MessageId? predecessor)
    {
        if (predecessor is { } known)
        {
            Span<byte> id = stackalloc byte[16];
            known.WriteTo(id);
            insert.Bind(14, id);
        }
    }

    private static void BindFault(Statement insert, Fault? fault)
    {
        if (fault is not null)
        {
            insert.Bind(16, fault.Code).Bind(17, CutFault(fault.Message)).Bind(18, CutFault(fault.Hint))
                .Bind(19, Cut(fault.Step)).Bind(20, fault.Span.Line == 0 ? null : fault.Span.ToString());
        }
    }

    private void BindPacked(Statement insert, MessageRecord record)
    {
        if (record.Steps.Count > 0)
        {
            _buffer.ResetWrittenCount();
            PackedSteps.Write(_buffer, record.Steps);
            insert.Bind(22, _buffer.WrittenSpan);
        }

        if (record.Keys.Count > 0)
        {
            _buffer.ResetWrittenCount();
            _buffer.WritePairs([.. record.Keys.Select(Cut)]);
            insert.Bind(23, _buffer.WrittenSpan);
        }
    }

    private static void WriteKeys(StoreConnection connection, MessageRecord record)
    {
        if (record.Keys.Count == 0)
        {
            return;
        }

        Span<byte> id = stackalloc byte[16];
        record.Id.WriteTo(id);
        foreach (var key in record.Keys)
        {
            var (name, value) = Cut(key);
            using var insert = connection.Prepare("INSERT OR IGNORE INTO message_key (name, value, id) VALUES (?1, ?2, ?3)");
            insert.Bind(1, name).Bind(2, value).Bind(3, id).Run();
        }
    }

    private long FlowId(StoreConnection connection, string name)
    {
        if (_flows.TryGetValue(name, out var id))
        {
            return id;
        }

        using (var insert = connection.Prepare("INSERT OR IGNORE INTO flow (name) VALUES (?1)"))
        {
            insert.Bind(1, name).Run();
        }

        using var find = connection.Prepare("SELECT id FROM flow WHERE name = ?1");
        find.Bind(1, name).Step();
        return _flows[name] = find.Int64(0);
    }

    private static string? Correlation(MessageRecord record)
    {
        if (record.CorrelationId is not { Length: > 0 } correlation)
        {
            return null;
        }

        Span<char> own = stackalloc char[36];
        record.Id.Value.TryFormat(own, out _);
        return own.Equals(correlation, StringComparison.OrdinalIgnoreCase) ? null : Cut(correlation);
    }

    private static KeyValuePair<string, string> Cut(KeyValuePair<string, string> key) => new(SearchText.KeyName(key.Key), SearchText.Value(key.Value));

    private static string? Cut(string? text) => text is null ? null : SearchText.Value(text);

    private static string? CutFault(string? text) => text is null ? null : SearchText.Cut(text, LongestFault);
}
