using IntegrationActors.Core.Exchanges;
using IntegrationActors.Storage.Contents;

namespace IntegrationActors.Storage.Queues;

/// <summary>A row to write: a message that is put into a queue.</summary>
internal sealed record QueueInsert
{
    public required TenantQueue Queue { get; init; }

    public required MessageId Id { get; init; }

    /// <summary>Set when a consumer of this node has a place for it.</summary>
    public long? Owner { get; init; }

    public required DateTimeOffset Enqueued { get; init; }

    public required DateTimeOffset Overdue { get; init; }

    public required DateTimeOffset Expires { get; init; }

    /// <summary>Bytes of headers, properties and body.</summary>
    public required long Size { get; init; }

    /// <summary>Packed and encrypted, see <see cref="QueueContent"/>.</summary>
    public required byte[] Content { get; init; }

    /// <summary>What is stored beside the row: a message that is large or has attachments.</summary>
    public StoredMessage? Parts { get; init; }

    public string? DeduplicationId { get; init; }

    public DateTimeOffset RememberUntil { get; init; }
}
