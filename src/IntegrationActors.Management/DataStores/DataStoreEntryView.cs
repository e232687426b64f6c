using IntegrationActors.Core.Stores.DataStores;

namespace IntegrationActors.Management.DataStores;

/// <summary>An entry of a data store without its content.</summary>
public sealed record DataStoreEntryView
{
    /// <summary>Its id, unique within the data store.</summary>
    public required string Id { get; init; }

    /// <summary>How it is.</summary>
    public required DataStoreEntryStatus Status { get; init; }

    /// <summary>The message that wrote it.</summary>
    public string? Message { get; init; }

    /// <summary>When it was last written.</summary>
    public required DateTimeOffset Written { get; init; }

    /// <summary>When it becomes Overdue.</summary>
    public required DateTimeOffset OverdueAt { get; init; }

    /// <summary>When it is deleted.</summary>
    public required DateTimeOffset Expires { get; init; }

    /// <summary>Tries of a data-store sender that failed.</summary>
    public required int Retries { get; init; }

    internal static DataStoreEntryView Of(DataStoreEntryInfo entry, DateTimeOffset now) => new()
    {
        Id = entry.Id,
        Status = StatusOf(entry, now),
        Message = entry.Message?.ToString(),
        Written = entry.Written,
        OverdueAt = entry.OverdueAt,
        Expires = entry.Expires,
        Retries = entry.Retries,
    };

    private static DataStoreEntryStatus StatusOf(DataStoreEntryInfo entry, DateTimeOffset now)
    {
        if (entry.IsTaken)
        {
            return DataStoreEntryStatus.Processing;
        }

        return entry.OverdueAt <= now ? DataStoreEntryStatus.Overdue : DataStoreEntryStatus.Waiting;
    }
}
