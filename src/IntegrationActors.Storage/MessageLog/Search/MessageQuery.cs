using IntegrationActors.Core.MessageLog;

namespace IntegrationActors.Storage.MessageLog.Search;

/// <summary>What to look for in the message processing log; all that is given must hold.</summary>
public sealed record MessageQuery
{
    /// <summary>Most messages on one page.</summary>
    public const int MaxLimit = 1000;

    /// <summary>Messages that started at this time or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Messages that started before this time.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>One of these statuses; empty means all.</summary>
    public IReadOnlyCollection<MessageStatus> Statuses { get; init; } = [];

    /// <summary>Name of the flow.</summary>
    public string? Flow { get; init; }

    /// <summary>A message id, correlation id or application id, whole.</summary>
    public string? Id { get; init; }

    /// <summary>Sender, whole. Running messages have none yet, nor a receiver, a custom status or a message type.</summary>
    public string? Sender { get; init; }

    /// <summary>Receiver, whole; of a message that went to several, one of them, or the list as the log shows it.</summary>
    public string? Receiver { get; init; }

    /// <summary>Custom status, whole.</summary>
    public string? CustomStatus { get; init; }

    /// <summary>Message type, whole.</summary>
    public string? MessageType { get; init; }

    /// <summary>Name of a tracked key or custom header; with <see cref="KeyValue"/>. Running messages have no keys yet.</summary>
    public string? KeyName { get; init; }

    /// <summary>Value of the key, whole.</summary>
    public string? KeyValue { get; init; }

    /// <summary>Size of the page, from 1 to <see cref="MaxLimit"/>. Default 50.</summary>
    public int Limit { get; init; } = 50;

    /// <summary>Where to go on: <see cref="MessagePage.Next"/> of the page before, with the same filters.</summary>
    public string? Cursor { get; init; }
}
