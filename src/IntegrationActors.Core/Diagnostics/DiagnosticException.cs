namespace IntegrationActors.Core.Diagnostics;

/// <summary>Thrown while a definition is turned into something that runs; carries the findings for the author of the flow.</summary>
public sealed class DiagnosticException(IReadOnlyList<Diagnostic> diagnostics)
    : Exception(string.Join('\n', diagnostics))
{
    public DiagnosticException(Diagnostic diagnostic)
        : this([diagnostic])
    {
    }

    public IReadOnlyList<Diagnostic> Diagnostics { get; } = diagnostics;
}
