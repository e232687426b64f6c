using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Storage.Database;

namespace IntegrationActors.Storage.MessageLog.Search;

/// <summary>The columns of a search and how they become an entry.</summary>
internal static class MessageColumns
{
    public const string List = """
        m.id, (SELECT name FROM flow WHERE flow.id = m.flow), m.version, m.level, m.status, m.started, m.duration, m.correlation, m.application_id, m.message_type, m.custom_status,
        m.sender, m.receiver, m.predecessor, m.intermediate_error, m.fault_code, m.fault_message, m.fault_hint, m.fault_step, m.fault_place, m.step_total, m.keys
        """;

    /// <summary>Number of the column after the list.</summary>
    public const int Count = 22;

    public static MessageEntry Read(Statement row)
    {
        var id = MessageId.Read(row.Blob(0));
        return new MessageEntry
        {
            Id = id,
            Flow = row.Text(1),
            Version = row.Int32(2),
            Level = (MessageLogLevel)row.Int32(3),
            Status = (MessageStatus)row.Int32(4),
            Started = row.Time(5),
            Duration = TimeSpan.FromMicroseconds(row.Int64(6)),
            CorrelationId = row.TextOrNull(7) ?? id.ToString(),
            ApplicationId = row.TextOrNull(8),
            MessageType = row.TextOrNull(9),
            CustomStatus = row.TextOrNull(10),
            Sender = row.TextOrNull(11),
            Receiver = row.TextOrNull(12),
            Predecessor = row.IsNull(13) ? null : MessageId.Read(row.Blob(13)),
            IntermediateError = row.Int32(14) != 0,
            Fault = row.IsNull(15) ? null : new MessageFault(row.Text(15), row.Text(16), row.TextOrNull(17), row.TextOrNull(18), row.TextOrNull(19)),
            StepTotal = row.Int32(20),
            Keys = Keys(row.Blob(21)),
        };
    }

    private static IReadOnlyList<KeyValuePair<string, string>> Keys(ReadOnlySpan<byte> packed) => packed.IsEmpty ? [] : Packing.ReadPairs(ref packed);
}
