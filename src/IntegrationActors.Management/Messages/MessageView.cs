using System.Text.Json.Serialization;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Storage.MessageLog.Search;

namespace IntegrationActors.Management.Messages;

/// <summary>A message in the processing log.</summary>
public record MessageView
{
    /// <summary>Id of the message; ids sort by start time.</summary>
    public required string Id { get; init; }

    /// <summary>How it ended, or that it runs.</summary>
    [JsonConverter(typeof(MessageStatusConverter))]
    public required MessageStatus Status { get; init; }

    /// <summary>Name of the flow.</summary>
    public required string Flow { get; init; }

    /// <summary>Version of the deployment that ran it.</summary>
    public required int Version { get; init; }

    /// <summary>When it started.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>Milliseconds from start to end; null while it runs.</summary>
    public double? DurationMs { get; init; }

    /// <summary>How much was logged.</summary>
    public required MessageLogLevel Level { get; init; }

    /// <summary>The same for all messages of one business transaction.</summary>
    public required string CorrelationId { get; init; }

    /// <summary>Id that the business gave the message.</summary>
    public string? ApplicationId { get; init; }

    /// <summary>Kind of message.</summary>
    public string? MessageType { get; init; }

    /// <summary>Status that the flow gave itself.</summary>
    public string? CustomStatus { get; init; }

    /// <summary>Who sent it.</summary>
    public string? Sender { get; init; }

    /// <summary>Who it was for.</summary>
    public string? Receiver { get; init; }

    /// <summary>Message that this one was made from.</summary>
    public string? Predecessor { get; init; }

    /// <summary>An error happened on the way to a status that is not FAILED.</summary>
    public bool IntermediateError { get; init; }

    /// <summary>What went wrong.</summary>
    public FaultView? Fault { get; init; }

    /// <summary>Tracked business keys and custom headers.</summary>
    public IReadOnlyList<NameValue> Keys { get; init; } = [];

    internal static MessageView Of(MessageEntry message) => new()
    {
        Id = message.Id.ToString(),
        Status = message.Status,
        Flow = message.Flow,
        Version = message.Version,
        Started = message.Started,
        DurationMs = message.Duration?.TotalMilliseconds,
        Level = message.Level,
        CorrelationId = message.CorrelationId,
        ApplicationId = message.ApplicationId,
        MessageType = message.MessageType,
        CustomStatus = message.CustomStatus,
        Sender = message.Sender,
        Receiver = message.Receiver,
        Predecessor = message.Predecessor?.ToString(),
        IntermediateError = message.IntermediateError,
        Fault = message.Fault is { } fault ? new FaultView(fault.Code, fault.Message, fault.Hint, fault.Step, fault.Place) : null,
        Keys = NameValue.Of(message.Keys),
    };
}
