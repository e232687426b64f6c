using System.Buffers;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Storage.Database;

namespace IntegrationActors.Storage.MessageLog;

/// <summary>A finished record as the columns of a row. Used by one thread at a time.</summary>
internal sealed class MessageRow
{
    /// <summary>Longest text of a fault, in characters: 4 KB of remote text and our own words around it.</summary>
    private const int LongestFault = 8192;

    private const string Columns = """
        id bytea, flow bigint, version bigint, level bigint, status bigint, started bigint, duration bigint, correlation text, application_id text, message_type text,
        custom_status text, sender text, receiver text, predecessor bytea, intermediate_error bigint, fault_code text, fault_message text, fault_hint text, fault_step text,
        fault_place text, step_total bigint, steps bytea, keys bytea
        """;

    private readonly ArrayBufferWriter<byte> _buffer = new(4096);

    public static RowSql Insert { get; } = new("message", Columns, tail: "ON CONFLICT DO NOTHING");

    public void Set(IRow row, MessageRecord record, long flow)
    {
        Span<byte> id = stackalloc byte[16];
        record.Id.WriteTo(id);
        row.Set(1, id).Set(2, flow).Set(3, record.Flow.Version).Set(4, (int)record.Level).Set(5, (int)record.Status)
            .Set(6, StoreTime.Write(record.Started)).Set(7, record.Duration).Set(8, Correlation(record))
            .Set(9, Cut(record.ApplicationId)).Set(10, Cut(record.MessageType)).Set(11, Cut(record.CustomStatus))
            .Set(12, Cut(record.Sender)).Set(13, Cut(record.Receiver)).Set(15, record.IntermediateError ? 1 : 0).Set(21, record.Steps.Total);
        SetPredecessor(row, record.Predecessor);
        SetFault(row, record.Fault);
        SetPacked(row, record);
    }

    public static KeyValuePair<string, string> Cut(KeyValuePair<string, string> key) => new(SearchText.KeyName(key.Key), SearchText.Value(key.Value));

    public static string? Cut(string? text) => text is null ? null : SearchText.Value(text);

    private static void SetPredecessor(IRow row, MessageId? predecessor)
    {
        if (predecessor is { } known)
        {
            Span<byte> id = stackalloc byte[16];
            known.WriteTo(id);
            row.Set(14, id);
        }
    }

    private static void SetFault(IRow row, Fault? fault)
    {
        if (fault is not null)
        {
            row.Set(16, fault.Code).Set(17, CutFault(fault.Message)).Set(18, CutFault(fault.Hint))
                .Set(19, Cut(fault.Step)).Set(20, fault.Span.Line == 0 ? null : fault.Span.ToString());
        }
    }

    private void SetPacked(IRow row, MessageRecord record)
    {
        if (record.Steps.Count > 0)
        {
            _buffer.ResetWrittenCount();
            PackedSteps.Write(_buffer, record.Steps);
            row.Set(22, _buffer.WrittenSpan);
        }

        if (record.Keys.Count > 0)
        {
            _buffer.ResetWrittenCount();
            _buffer.WritePairs([.. record.Keys.Select(Cut)]);
            row.Set(23, _buffer.WrittenSpan);
        }
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

    private static string? CutFault(string? text) => text is null ? null : SearchText.Cut(text, LongestFault);
}
