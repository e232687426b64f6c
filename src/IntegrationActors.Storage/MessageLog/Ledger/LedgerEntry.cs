using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;

namespace IntegrationActors.Storage.MessageLog.Ledger;

/// <summary>What a slot of the ledger says about a run.</summary>
internal sealed record LedgerEntry(MessageId Id, string Flow, int Version, MessageLogLevel Level, DateTimeOffset Started, string? CorrelationId)
{
    /// <summary>A queue held the message while it ran, and knows what became of it.</summary>
    public bool IsQueued { get; init; }

    /// <summary>Set when the run had ended but its row was not committed.</summary>
    public LedgerEnd? End { get; init; }

    public MessageStatus Status => End?.Status ?? MessageStatus.Processing;
}

/// <summary>How a run ended; the text of the fault may be cut.</summary>
internal sealed record LedgerEnd(MessageStatus Status, bool IntermediateError, long Duration, string? FaultCode, string? FaultMessage);
