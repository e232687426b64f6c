using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Definitions.Documentation;

namespace IntegrationActors.Definitions;

/// <summary>Help for the terminal: everything that a flow can have, by the path along which it nests, and every code of a finding.</summary>
public sealed class Explain(Catalogue catalogue)
{
    private readonly TopicTree _topics = new(catalogue);

    /// <summary>Names that an explanation can begin with: files, steps, channels, options of a flow, expressions and their parts.</summary>
    public IReadOnlyList<string> Topics => [.. _topics.Roots.Select(t => t.Path).Concat(ExpressionGuide.Topics).Distinct(StringComparer.Ordinal)];

    /// <summary>Explains <c>splitter</c>, <c>splitter.parallel</c>, <c>https.url</c>, <c>from.https.path</c>, <c>flow.timeout</c>, <c>conditions</c> or <c>IA1001</c>.</summary>
    /// <param name="topic">What to explain; upper and lower case count as the same.</param>
    /// <param name="text">The explanation; for an unknown topic one line that says what is near.</param>
    /// <returns>Whether there is such a topic.</returns>
    public bool TryRender(string topic, out string text)
    {
        if ((DiagnosticCodes.Find(topic)?.ToString() ?? ExpressionGuide.Find(topic.Trim())) is { } page)
        {
            text = page;
            return true;
        }

        var found = _topics.Find(topic.Trim(), out var near);
        IReadOnlyList<string> candidates = topic.Contains('.', StringComparison.Ordinal) ? near : [.. near, .. ExpressionGuide.Topics];
        text = found.Count > 0
            ? string.Join('\n', found.Select(TextPage.Write))
            : $"nothing is known about '{topic}'{Suggestion.DidYouMean(topic, candidates)}; known here: {string.Join(", ", candidates)}\n";
        return found.Count > 0;
    }
}
