using System.Buffers;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Stores;
using IntegrationActors.Storage.Database;
using IntegrationActors.Storage.Quotas;

namespace IntegrationActors.Storage.MessageLog;

/// <summary>Captured content of messages: headers, properties and body in one encrypted column, since bodies are the tenant's business.</summary>
internal sealed class TraceRows(string tenant, ISecretProtector protector, TimeProvider time, StorageUsage usage)
{
    /// <summary>Header of an entry whose content was not kept, since the tenant had used up its budget of captured content; its value says so.</summary>
    public const string DroppedHeader = "IA_TraceDropped";

    private const string Insert = """
        INSERT INTO trace (id, sequence, node, point, written, body_length, content) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
        ON CONFLICT (id, sequence) DO UPDATE SET node = excluded.node, point = excluded.point, written = excluded.written, body_length = excluded.body_length, content = excluded.content
        """;

    private const string DroppedNote = "The tenant has used up its budget of captured content (integration-actors.storage.quota.traces).";

    public StorageUsage Usage => usage;

    public void Write(StoreConnection connection, MessageRecord record, IEnumerable<TraceEntry> entries)
    {
        Span<byte> id = stackalloc byte[16];
        record.Id.WriteTo(id);
        foreach (var captured in entries)
        {
            var entry = usage.HasRoomForTrace(captured.Body.Length) ? captured : captured with { Headers = [new(DroppedHeader, DroppedNote)], Properties = [], Body = default };
            var content = protector.Protect(tenant, Purpose(record.Id), Pack(entry));
            using var insert = connection.Prepare(Insert);
            insert.Bind(1, id).Bind(2, entry.Sequence).Bind(3, entry.Node).Bind(4, entry.Point).Bind(5, StoreTime.Write(time.GetUtcNow()))
                .Bind(6, entry.BodyLength).Bind(7, content).Run();
            usage.Adjust(connection, StorageKind.Traces, content.Length);
        }
    }

    public IReadOnlyList<TraceEntry> Read(StoreConnection connection, MessageId message)
    {
        Span<byte> id = stackalloc byte[16];
        message.WriteTo(id);
        var entries = new List<TraceEntry>();
        using var find = connection.Prepare("SELECT sequence, node, point, body_length, content FROM trace WHERE id = ?1 ORDER BY sequence");
        find.Bind(1, id);
        while (find.Step())
        {
            ReadOnlySpan<byte> content = protector.Unprotect(tenant, Purpose(message), find.Blob(4));
            entries.Add(new TraceEntry(
                find.Int32(0), find.Int32(1), find.Text(2), Packing.ReadPairs(ref content), Packing.ReadPairs(ref content), content.ToArray(), find.Int64(3)));
        }

        return entries;
    }

    private static byte[] Pack(TraceEntry entry)
    {
        var writer = new ArrayBufferWriter<byte>(1024 + entry.Body.Length);
        writer.WritePairs(entry.Headers);
        writer.WritePairs(entry.Properties);
        writer.Write(entry.Body.Span);
        return writer.WrittenSpan.ToArray();
    }

    internal static string Purpose(MessageId id) => $"trace/{id}";
}
