using System.Text;

namespace IntegrationActors.Runtime.Configuration;

/// <summary>All configuration as one text, because HOCON resolves <c>${a.b}</c> within one text only. Remembers where each key was set.</summary>
internal sealed class ConfigText
{
    private readonly List<(string Source, string Text)> _parts = [];
    private readonly Dictionary<string, string> _places = new(StringComparer.Ordinal);
    private readonly HoconReferences _references = new();

    /// <summary>Adds a file; one with a mistake is left out and told.</summary>
    public void AddFile(string name, string text, List<string> findings) => Add(name, text.ReplaceLineEndings("\n"), line => Place(name, line), findings);

    /// <summary>Adds a single value that stands in no file.</summary>
    public void AddLine(string source, string line, List<string> findings) => Add(source, line, _ => Place(source, 0), findings);

    /// <summary>Names of the files, and of the overrides, in the order in which they count.</summary>
    public IEnumerable<string> Sources => _parts.Select(p => p.Source).Distinct(StringComparer.Ordinal);

    /// <summary>The text up to and with a source.</summary>
    public string UpTo(string? source)
    {
        var count = source is null ? _parts.Count : _parts.FindLastIndex(p => string.Equals(p.Source, source, StringComparison.Ordinal)) + 1;
        return _parts.Take(count).Aggregate(new StringBuilder(), (text, part) => text.Append(part.Text).Append('\n')).ToString();
    }

    /// <summary>A mistake in how values refer to each other; null when there is none.</summary>
    public string? CheckReferences() => _references.Check();

    /// <summary><c>20-cluster.conf(12): </c> for the last line that names this key, or the nearest one around it.</summary>
    public string PlaceOf(string path)
    {
        while (!_places.ContainsKey(path) && path.LastIndexOf('.') is var dot and > 0)
        {
            path = path[..dot];
        }

        return _places.GetValueOrDefault(path, "");
    }

    public static string Place(string source, int number) => number == 0 ? $"{source}: " : $"{source}({number}): ";

    private void Add(string source, string text, Func<int, string> place, List<string> findings)
    {
        try
        {
            foreach (var member in HoconSyntax.Read(text))
            {
                _places[member.Path] = place(member.Line);
                if (member.References is { } references)
                {
                    _references.Add(member.Path, place(member.Line), references);
                }
            }

            _parts.Add((source, text));
        }
        catch (HoconSyntaxException e)
        {
            findings.Add($"{place(e.Line)}{e.Message}");
        }
    }
}
