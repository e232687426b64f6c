namespace IntegrationActors.Core.Diagnostics;

public enum Severity
{
    /// <summary>What is described works, but probably not as meant.</summary>
    Warning,

    /// <summary>What is described can't be deployed.</summary>
    Error,
}

/// <summary>One finding about something that a user wrote. Its text is the same in CLI, API, console and at run time.</summary>
/// <param name="Code">Stable code, <c>IA1001</c>; documented in <c>docs/errors.md</c>.</param>
/// <param name="Severity">Whether the finding prevents deployment.</param>
/// <param name="Span">Where.</param>
/// <param name="Message">What is wrong and what to write instead, in one line.</param>
public sealed record Diagnostic(string Code, Severity Severity, SourceSpan Span, string Message)
{
    public static Diagnostic Error(string code, SourceSpan span, string message) => new(code, Severity.Error, span, message);

    public static Diagnostic Warning(string code, SourceSpan span, string message) => new(code, Severity.Warning, span, message);

    public override string ToString() => $"{Span}: {(Severity == Severity.Error ? "error" : "warning")} {Code}: {Message}";
}
