using IntegrationActors.Core.Diagnostics;

namespace IntegrationActors.Management.Problems;

/// <summary>One finding about a flow.</summary>
/// <param name="Code">Stable code, such as <c>IA1001</c>.</param>
/// <param name="Severity">Error prevents deployment, Warning does not.</param>
/// <param name="File">File of the bundle.</param>
/// <param name="Line">Line, counted from 1; 0 when the whole file is meant.</param>
/// <param name="Column">Column, counted from 1; 0 when the whole line is meant.</param>
/// <param name="Length">Number of characters meant; 0 when unknown.</param>
/// <param name="Message">What is wrong and what to write instead.</param>
/// <param name="Text">The finding as one line, the same as in the CLI and in the log.</param>
public sealed record Finding(string Code, Severity Severity, string File, int Line, int Column, int Length, string Message, string Text)
{
    internal static Finding Of(Diagnostic diagnostic) => new(
        diagnostic.Code,
        diagnostic.Severity,
        diagnostic.Span.File,
        diagnostic.Span.Line,
        diagnostic.Span.Column,
        diagnostic.Span.Length,
        diagnostic.Message,
        diagnostic.ToString());

    internal static IReadOnlyList<Finding> Of(IEnumerable<Diagnostic> diagnostics) => [.. diagnostics.Select(Of)];
}
