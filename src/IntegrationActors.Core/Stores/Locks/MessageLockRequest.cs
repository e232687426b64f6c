using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Core.Stores.Locks;

/// <summary>What is to be locked, and by whom.</summary>
public sealed record MessageLockRequest
{
    /// <summary>Who locks, such as <c>SFTP</c>; 1 to 255 characters.</summary>
    public required string Component { get; init; }

    /// <summary>where the entry is, such as server and folder; 1 to 1,024 characters.</summary>
    public required string Source { get; init; }

    /// <summary>What is locked, such as a file; 1 to 1,024 characters. One lock for component, source and entry.</summary>
    public required string Entry { get; init; }

    /// <summary>Names the holder, such as node and channel; 1 to 255 characters.</summary>
    public required string Owner { get; init; }

    /// <summary>Message that processes the entry, for people.</summary>
    public MessageId? Message { get; init; }

    /// <summary>After this time others may take the lock. More than zero.</summary>
    public required TimeSpan ExpiresAfter { get; init; }
}
