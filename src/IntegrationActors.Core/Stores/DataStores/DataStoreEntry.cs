using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;

namespace IntegrationActors.Core.Stores.DataStores;

/// <summary>An entry to write to a data store. Whoever writes it keeps the body and disposes of it.</summary>
public sealed record DataStoreEntry
{
    public const int LongestId = 255;

    /// <summary>Longest time that an entry is kept.</summary>
    public static readonly TimeSpan LongestExpiry = TimeSpan.FromDays(180);

    /// <summary>1 to 255 characters; unique within the data store.</summary>
    public required string Id { get; init; }

    /// <summary>The content. An unread stream is spent afterwards.</summary>
    public required Payload Body { get; init; }

    /// <summary>Headers to keep with it; those of the platform (<c>Camel*</c>, <c>SAP_*</c>) are left out. Null: none are kept. Default null.</summary>
    public HeaderMap? Headers { get; init; }

    /// <summary>Message that writes it, for people who look for it.</summary>
    public MessageId? Message { get; init; }

    /// <summary>Replaces an entry that has the same id; otherwise that is an error. Default false.</summary>
    public bool Overwrite { get; init; }

    /// <summary>After this time the entry counts as Overdue; nothing else happens. Default 2 days.</summary>
    public TimeSpan OverdueAfter { get; init; } = TimeSpan.FromDays(2);

    /// <summary>After this time the entry is no longer found and is deleted. Default 30 days, at most 180.</summary>
    public TimeSpan ExpiresAfter { get; init; } = TimeSpan.FromDays(30);
}
