using Microsoft.Extensions.Logging;

namespace IntegrationActors.Management.Access;

/// <summary>The audit trail: lines of the category <c>IntegrationActors.Management.Access.AuditTrail</c>, for the operator to route where they are kept.</summary>
internal sealed partial class AuditTrail(ILogger<AuditTrail> logger)
{
    public void Write(string who, string action, string target, string from, string outcome) =>
        LogEntry(logger, who, action, target, from, outcome);

    [LoggerMessage(2001, LogLevel.Information, "Audit: {Who} {Action} {Target} from {From}: {Outcome}")]
    private static partial void LogEntry(ILogger logger, string who, string action, string target, string from, string outcome);
}
