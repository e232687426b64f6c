using System.Text;

namespace IntegrationActors.Runtime.Configuration;

/// <summary>All configuration as one text, because HOCON resolves <c>${a.b}</c> within one text only. Remembers where each line came from.</summary>
internal sealed class ConfigText
{
    private readonly List<(string Source, int Number, string Text)> _lines = [];

    public void AddFile(string name, string text)
    {
        var number = 0;
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            _lines.Add((name, ++number, line));
        }
    }

    public void AddLine(string source, string line) => _lines.Add((source, 0, line));

    /// <summary>Names of the files, and of the overrides, in the order in which they count.</summary>
    public IEnumerable<string> Sources => _lines.Select(l => l.Source).Distinct(StringComparer.Ordinal);

    /// <summary>The text up to and with a source.</summary>
    public string UpTo(string? source)
    {
        var count = source is null ? _lines.Count : _lines.FindLastIndex(l => string.Equals(l.Source, source, StringComparison.Ordinal)) + 1;
        return _lines.Take(count).Aggregate(new StringBuilder(), (text, line) => text.Append(line.Text).Append('\n')).ToString();
    }

    /// <summary><c>20-cluster.conf(12): </c> for the last line that sets a key of this name; empty when no line is sure to.</summary>
    public string PlaceOf(string path)
    {
        var name = path[(path.LastIndexOf('.') + 1)..];
        var at = _lines.FindLastIndex(l => Sets(l.Text, name));
        return at < 0 ? "" : Place(_lines[at].Source, _lines[at].Number);
    }

    public static string Place(string source, int number) => number == 0 ? $"{source}: " : $"{source}({number}): ";

    private static bool Sets(string line, string name)
    {
        var key = line.AsSpan().TrimStart();
        var end = key.IndexOfAny(" ={:\t");
        key = (end < 0 ? key : key[..end]).Trim('"');
        return key.EndsWith(name, StringComparison.Ordinal) && (key.Length == name.Length || key[^(name.Length + 1)] == '.');
    }
}
