using IntegrationActors.Core.Diagnostics;

namespace IntegrationActors.Adapters.Https;

/// <summary>Findings about a channel as a whole; whoever owns the channel knows where it stands.</summary>
internal static class Finding
{
    public const string BadAddress = "IA1350";
    public const string AddressTaken = "IA1351";
    public const string BadMethod = "IA1352";
    public const string QueueTaken = "IA1353";

    public static DiagnosticException Of(string code, string message) => At(SourceSpan.None, code, message);

    public static DiagnosticException At(SourceSpan span, string code, string message) => new(Diagnostic.Error(code, span, message));
}
