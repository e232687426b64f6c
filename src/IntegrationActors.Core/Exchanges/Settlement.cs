using IntegrationActors.Core.MessageLog;

namespace IntegrationActors.Core.Exchanges;

/// <summary>How an exchange ended, for the sender adapter to answer or acknowledge.</summary>
/// <param name="Status">Completed, Failed, Escalated or Abandoned.</param>
/// <param name="Exchange">The exchange with its final headers and body.</param>
/// <param name="Fault">What went wrong, for Failed, Escalated and Abandoned.</param>
public readonly record struct Settlement(MessageStatus Status, Exchange Exchange, Fault? Fault);
