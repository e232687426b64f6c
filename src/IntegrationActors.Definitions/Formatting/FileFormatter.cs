using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Definitions.Binding;
using IntegrationActors.Definitions.FlowTests;
using IntegrationActors.Definitions.Shapes;
using IntegrationActors.Definitions.Yaml;

namespace IntegrationActors.Definitions.Formatting;

/// <summary>
/// Brings flow and test files into one form, with every comment: (1) indentation of two spaces, <c>- </c> before items, no blanks at line ends, one empty line at most;
/// (2) double quotes where a text needs quotes; (3) the keys at the top in the order of the reference. What the file says is the same before and after: that is checked.
/// </summary>
public static class FileFormatter
{
    /// <summary>The text in its form.</summary>
    /// <exception cref="DiagnosticException">It is no YAML, or can't be formatted without changing what it says.</exception>
    public static string Format(FlowSource source)
    {
        var text = source.Text.TrimStart('\uFEFF').ReplaceLineEndings("\n");
        var before = Read(source with { Text = text });
        var lines = text.Split('\n').Select(l => l.TrimEnd(' ', '\t')).ToArray();
        var layout = YamlLayout.Of(text, lines);
        var formatted = TopOrder.Apply(layout.Write(), OrderOf(source.File));
        var after = Read(source with { Text = formatted });
        return Same(before, after, isTop: true)
            ? formatted
            : throw new DiagnosticException(Diagnostic.Error(FindingCodes.Syntax, new SourceSpan(source.File, 0, 0), "the file can't be formatted without changing what it says; it stays as it is"));
    }

    private static IReadOnlyList<string> OrderOf(string file)
    {
        var record = file.EndsWith(FlowTestReader.Extension, StringComparison.Ordinal) ? typeof(FlowTestOptions) : file.EndsWith(Bundle.FlowExtension, StringComparison.Ordinal) ? typeof(FlowOptions) : null;
        return record is null ? [] : [.. ShapeFactory.Record(record).Options.Select(o => o.Name)];
    }

    private static YamlNode? Read(FlowSource source)
    {
        var findings = new Findings();
        var root = YamlReader.Read(source, findings);
        return findings.HasErrors ? throw new DiagnosticException(findings.InOrder()) : root;
    }

    private static bool Same(YamlNode? left, YamlNode? right, bool isTop) => (left, right) switch
    {
        (null, null) => true,
        (YamlScalar a, YamlScalar b) => string.Equals(a.Text, b.Text, StringComparison.Ordinal) && a.IsNull == b.IsNull,
        (YamlList a, YamlList b) => a.Items.Count == b.Items.Count && a.Items.Zip(b.Items).All(pair => Same(pair.First, pair.Second, isTop: false)),
        (YamlMap a, YamlMap b) => a.Entries.Count == b.Entries.Count
            && (isTop
                ? a.Entries.All(e => b.Find(e.Key.Text) is { } other && Same(e.Value, other.Value, isTop: false))
                : a.Entries.Zip(b.Entries).All(pair => pair.First.Key.Text == pair.Second.Key.Text && Same(pair.First.Value, pair.Second.Value, isTop: false))),
        _ => false,
    };
}
