using IntegrationActors.Core.Exchanges;
using IntegrationActors.Storage.Contents;
using IntegrationActors.Storage.Credentials;
using IntegrationActors.Storage.Idempotency;
using IntegrationActors.Storage.Inputs;
using IntegrationActors.Storage.MessageLog;
using IntegrationActors.Storage.Queues;
using IntegrationActors.Storage.Variables;

namespace IntegrationActors.Storage.Keys;

/// <summary>
/// All tables of a tenant store with encrypted columns. One that is missing here keeps its records under an old key, which is deleted in the end: who adds an encrypted column adds a line.
/// </summary>
internal static class EncryptedTables
{
    public static IReadOnlyList<EncryptedTable> All { get; } =
    [
        new("credential", "secret", [KeyColumn.Text("name")], row => CredentialStore.Purpose(row.Text(0))),
        new("trace", "content", [KeyColumn.Blob("id"), KeyColumn.Number("sequence")], row => TraceRows.Purpose(MessageId.Read(row.Blob(0)))),
        new("message_input", "content", [KeyColumn.Blob("id")], row => MessageInputs.Purpose(MessageId.Read(row.Blob(0)))),
        new("queue_message", "content", [KeyColumn.Number("number"), KeyColumn.Blob("id")], row => QueueContent.Purpose(MessageId.Read(row.Blob(1)))),
        new("message_part", "about", [KeyColumn.Blob("owner"), KeyColumn.Number("number")], row => MessageParts.About(MessageParts.Place(row))),
        new("message_part", "body", [KeyColumn.Blob("owner"), KeyColumn.Number("number")], MessageParts.Place),
        new("content_chunk", "bytes", [KeyColumn.Blob("content"), KeyColumn.Number("number"), KeyColumn.Number("last")], ContentChunks.Purpose),
        new("variable", "value", [KeyColumn.Text("flow"), KeyColumn.Text("name")], VariableStore.Purpose),
        new("idempotent_key", "outcome", [KeyColumn.Text("scope"), KeyColumn.Text("key")], IdempotentStore.Purpose),
    ];
}
