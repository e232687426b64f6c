using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;

namespace IntegrationActors.Storage.MessageLog.Search;

/// <summary>A message in the processing log.</summary>
public sealed record MessageEntry
{
    public required MessageId Id { get; init; }

    public required string Flow { get; init; }

    /// <summary>Version of the deployment that ran it.</summary>
    public required int Version { get; init; }

    public required MessageLogLevel Level { get; init; }

    public required MessageStatus Status { get; init; }

    public required DateTimeOffset Started { get; init; }

    /// <summary>Null while it runs.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>The same for all messages of one business transaction; the message's own id when it is the first.</summary>
    public required string CorrelationId { get; init; }

    public string? ApplicationId { get; init; }

    public string? MessageType { get; init; }

    public string? CustomStatus { get; init; }

    public string? Sender { get; init; }

    public string? Receiver { get; init; }

    public MessageId? Predecessor { get; init; }

    /// <summary>An error happened on the way to a status that is not FAILED.</summary>
    public bool IntermediateError { get; init; }

    public MessageFault? Fault { get; init; }

    /// <summary>Tracked business keys and custom headers.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Keys { get; init; } = [];

    /// <summary>How many steps were started, kept or not.</summary>
    public int StepTotal { get; init; }
}

/// <summary>What went wrong, as it is stored.</summary>
/// <param name="Code">Stable code.</param>
/// <param name="Message">What was tried, on what, what came back.</param>
/// <param name="Hint">What to do next.</param>
/// <param name="Step">Name of the failed step.</param>
/// <param name="Place">File, line and column of the step.</param>
public sealed record MessageFault(string Code, string Message, string? Hint, string? Step, string? Place);
