using IntegrationActors.Core.Exchanges;
using IntegrationActors.Storage.Database;

namespace IntegrationActors.Storage.Queues;

/// <summary>A message as it stands in its table.</summary>
internal sealed record QueueRow(long Number, MessageId Id, int Retries, int Crashes, DateTimeOffset Enqueued, DateTimeOffset Overdue)
{
    public const string Columns = "number, id, retries, crashes, enqueued, overdue, parts, stored, taken, content";

    public required byte[] Content { get; init; }

    /// <summary>Whether the message is stored beside the row.</summary>
    public bool HasParts { get; init; }

    /// <summary>Bytes that the row counts for.</summary>
    public long Stored { get; init; }

    /// <summary>Which taking of the message this is.</summary>
    public long Taken { get; init; }

    /// <summary>Reads a row of <see cref="Columns"/>.</summary>
    public static QueueRow Read(Statement row) =>
        new(row.Int64(0), MessageId.Read(row.Blob(1)), row.Int32(2), row.Int32(3), row.Time(4), row.Time(5))
        {
            HasParts = row.Int64(6) != 0,
            Stored = row.Int64(7),
            Taken = row.Int64(8),
            Content = row.Blob(9).ToArray(),
        };
}
