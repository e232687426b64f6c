using IntegrationActors.Core.MessageLog;

namespace IntegrationActors.Management.Flows;

/// <summary>How much the message log shall keep of new messages of a flow.</summary>
/// <param name="Level">The level. Debug falls back to Info after 24 hours, Trace after 10 minutes.</param>
public sealed record LogLevelRequest(MessageLogLevel Level);
