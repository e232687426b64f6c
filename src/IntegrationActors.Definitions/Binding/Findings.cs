using System.Globalization;
using IntegrationActors.Core.Diagnostics;

namespace IntegrationActors.Definitions.Binding;

/// <summary>Collects what is found in one file. Bounded, so that a hostile file can't answer with a flood.</summary>
internal sealed class Findings
{
    public const int Most = 200;

    private readonly List<Diagnostic> _all = [];

    public int Count => _all.Count;

    public bool HasErrors => _all.Exists(d => d.Severity == Severity.Error);

    public void Error(string code, SourceSpan span, string message) => Add(Diagnostic.Error(code, span, message));

    public void Warning(string code, SourceSpan span, string message) => Add(Diagnostic.Warning(code, span, message));

    public void Add(Diagnostic finding)
    {
        if (_all.Count < Most)
        {
            _all.Add(finding);
        }
        else if (_all.Count == Most)
        {
            _all.Add(Diagnostic.Error(FindingCodes.Limit, finding.Span with { Line = 0 }, string.Create(CultureInfo.InvariantCulture, $"there is more to say; only the first {Most} findings are listed")));
        }
    }

    /// <summary>All findings in the order of the file.</summary>
    public IReadOnlyList<Diagnostic> InOrder() =>
        [.. _all.Distinct().OrderBy(d => d.Span.Line == 0).ThenBy(d => d.Span.Line).ThenBy(d => d.Span.Column)];
}
