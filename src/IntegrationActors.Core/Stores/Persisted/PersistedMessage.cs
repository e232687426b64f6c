using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;

namespace IntegrationActors.Core.Stores.Persisted;

/// <summary>A message as it is at one step, to be kept. Whoever writes it keeps its body and attachments.</summary>
public sealed record PersistedMessage
{
    public const int LongestStep = 255;

    /// <summary>The run that it belongs to: it is found by the id of its entry in the message processing log.</summary>
    public required MessageId Exchange { get; init; }

    /// <summary>Name of the flow.</summary>
    public required string Flow { get; init; }

    /// <summary>Which step wrote it, 1 to 255 characters; steps may have the same one.</summary>
    public required string Step { get; init; }

    /// <summary>Headers, body and attachments. An unread body is spent afterwards.</summary>
    public required Message Message { get; init; }

    /// <summary>Properties as text. Default: none.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Properties { get; init; } = [];

    /// <summary>How long it is kept; more than zero, at most 180 days. Default 30 days.</summary>
    public TimeSpan KeepFor { get; init; } = TimeSpan.FromDays(30);
}
