using IntegrationActors.Core.Stores.Locks;

namespace IntegrationActors.Management.Locks;

/// <summary>A lock on what must not be processed twice at once.</summary>
public sealed record LockView
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Who locks, such as the kind of an adapter or step.</summary>
    public required string Component { get; init; }

    /// <summary>Where the entry is.</summary>
    public required string Source { get; init; }

    /// <summary>What is locked.</summary>
    public required string Entry { get; init; }

    /// <summary>The holder.</summary>
    public required string Owner { get; init; }

    /// <summary>Message that processes the entry.</summary>
    public string? Message { get; init; }

    /// <summary>When it was taken.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When others may take it.</summary>
    public required DateTimeOffset Expires { get; init; }

    internal static LockView Of(MessageLock held) => new()
    {
        Id = held.Id.ToString(),
        Component = held.Component,
        Source = held.Source,
        Entry = held.Entry,
        Owner = held.Owner,
        Message = held.Message?.ToString(),
        Created = held.Created,
        Expires = held.Expires,
    };
}
