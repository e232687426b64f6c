using IntegrationActors.Core.Diagnostics;

namespace IntegrationActors.Core.Exchanges;

/// <summary>An expected failure as a value: what was tried, on what, what came back, what to do.</summary>
/// <param name="Code">Stable code, <c>IA3001</c>; documented in <c>docs/errors.md</c>.</param>
/// <param name="Message">What was tried, on what, and what came back. Without secrets; at most 4 KB of remote text.</param>
/// <param name="Hint">What to do next; null when the message says it all.</param>
/// <param name="Cause">The exception behind it, if there was one.</param>
public sealed record Fault(string Code, string Message, string? Hint = null, Exception? Cause = null)
{
    /// <summary>How much text of a remote system a fault carries at most, in characters.</summary>
    public const int MaxRemoteText = 4096;

    /// <summary>The step of the flow that failed; set by the step runner.</summary>
    public SourceSpan Span { get; init; }

    /// <summary>Name of the failed step, as in the message processing log; set by the step runner.</summary>
    public string? Step { get; init; }

    /// <summary>HTTP status that a synchronous sender gets for this fault; null means 500.</summary>
    public int? ResponseStatus { get; init; }

    /// <summary>The failure that <c>onError</c> was handling when this one came up; null when there was none.</summary>
    public Fault? Handling { get; init; }

    /// <summary>The message, and behind it what was being handled.</summary>
    public string FullMessage => Handling is null ? Message : $"{Cut(Message)} (while handling {Handling.Code} in step '{Handling.Step}': {Cut(Handling.FullMessage)})";

    /// <summary>Text of a remote system or of a message, cut to what a fault may carry.</summary>
    public static string Cut(string text) => text.Length <= MaxRemoteText ? text : string.Concat(text.AsSpan(0, MaxRemoteText), "…");

    public override string ToString() => Hint is null ? $"{Code}: {Message}" : $"{Code}: {Message} {Hint}";
}
