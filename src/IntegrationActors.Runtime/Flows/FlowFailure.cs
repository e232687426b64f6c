using IntegrationActors.Core.Diagnostics;

namespace IntegrationActors.Runtime.Flows;

/// <summary>Why a version of a flow doesn't run.</summary>
/// <param name="Reason">In one line, for people.</param>
/// <param name="Diagnostics">Findings for the author of the flow.</param>
/// <param name="IsPermanent">Trying again would give the same: the author has to change something.</param>
internal sealed record FlowFailure(string Reason, IReadOnlyList<Diagnostic> Diagnostics, bool IsPermanent)
{
    // Findings of the compiler stay until the flow is changed; a channel that can't be opened, such as one whose address another flow has, may open later.
    public static FlowFailure Of(Exception exception, bool hasCompiled) => exception is DiagnosticException { Diagnostics: var findings }
        ? new FlowFailure(Summary(findings), findings, IsPermanent: !hasCompiled)
        : new FlowFailure(exception.Message, [], IsPermanent: false);

    private static string Summary(IReadOnlyList<Diagnostic> findings)
    {
        var errors = findings.Where(f => f.Severity == Severity.Error).ToList();
        return errors.Count switch
        {
            0 => findings.Count == 0 ? "unknown" : findings[0].ToString(),
            1 => errors[0].ToString(),
            _ => $"{errors[0]} (and {errors.Count - 1} more)",
        };
    }
}
