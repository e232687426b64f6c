using System.Collections.Frozen;
using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Options;
using IntegrationActors.Formats.Validation;

namespace IntegrationActors.Formats.Edi.Grammars;

/// <summary>
/// Turns grammar files into a grammar: (1) files and what they include are read; (2) elements, composites and segments become definitions, each from the first file that has it; (3) the structure is built. All findings of a stage are
/// listed at once.
/// </summary>
internal sealed class EdiGrammarReader(SchemaLoader load)
{
    private const int MaxFiles = 100;

    private static readonly string[] Keys = ["grammar", "message", "version", "release", "association", "include", "structure", "segments", "composites", "elements"];

    private readonly List<Diagnostic> _findings = [];
    private readonly Dictionary<string, OptionMap> _files = new(StringComparer.Ordinal);

    /// <summary>A grammar of a message.</summary>
    public EdiGrammar Read(string path)
    {
        var root = ReadFiles(path);
        var segments = Definitions();
        var name = new EdiMessageName(Text(root, "message", isRequired: true) ?? "", Text(root, "version"), Text(root, "release"), Text(root, "association"));
        var standard = StandardOf(root);
        var structure = Find(root, "structure") is { } items
            ? new StructureReader(_findings).Read(items)
            : Missing(root, "structure", "a grammar has the segments and groups of its message in a list 'structure'");
        Check();
        return new EdiGrammar(path, standard, name, structure, segments);
    }

    /// <summary>Segments alone, of a file that is no grammar of a message.</summary>
    public FrozenDictionary<string, EdiSegmentDefinition> ReadSegments(string path)
    {
        ReadFiles(path);
        var segments = Definitions();
        Check();
        return segments;
    }

    private OptionMap ReadFiles(string path)
    {
        var waiting = new Queue<(string Path, SourceSpan From)>([(path, new SourceSpan(path, 1, 1))]);
        while (waiting.TryDequeue(out var next))
        {
            if (_files.ContainsKey(next.Path))
            {
                continue;
            }

            if (_files.Count == MaxFiles)
            {
                throw GrammarFile.Wrong(next.From, $"a grammar includes at most {MaxFiles} files");
            }

            var map = GrammarFile.Read(next.Path, load(next.Path)) as OptionMap ?? throw GrammarFile.Wrong(new SourceSpan(next.Path, 1, 1), "a grammar is a map that begins with 'grammar: edifact' or 'grammar: x12'");
            _files.Add(next.Path, map);
            CheckKeys(map);
            foreach (var include in Includes(map))
            {
                waiting.Enqueue((Beside(next.Path, include.Text), include.Span));
            }
        }

        Check();
        return _files[path];
    }

    private void CheckKeys(OptionMap map)
    {
        foreach (var key in map.Entries.Select(entry => entry.Key).Where(key => !Keys.Contains(key.Text, StringComparer.Ordinal)))
        {
            Add(key.Span, $"a grammar has no '{key.Text}'{Suggestion.DidYouMean(key.Text, Keys)}");
        }
    }

    private IEnumerable<OptionText> Includes(OptionMap map)
    {
        var include = Find(map, "include");
        var items = include switch { null => [], OptionText one => [one], OptionList list => list.Items, _ => [include] };
        foreach (var item in items)
        {
            if (item is OptionText text)
            {
                yield return text;
            }
            else
            {
                Add(item.Span, "'include' lists paths of files");
            }
        }
    }

    // Paths are relative to the file that includes, and never lead out of the bundle.
    private static string Beside(string file, string include)
    {
        var parts = new List<string>(file.Split('/')[..^1]);
        foreach (var part in include.Split('/'))
        {
            if (part == ".." && parts.Count > 0)
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part != ".")
            {
                parts.Add(part);
            }
        }

        return string.Join('/', parts);
    }

    private FrozenDictionary<string, EdiSegmentDefinition> Definitions()
    {
        var definitions = new DefinitionReader(_findings);
        definitions.Elements(Sections("elements"));
        definitions.Composites(Sections("composites"));
        return definitions.Segments(Sections("segments"));
    }

    private IEnumerable<OptionMap> Sections(string name)
    {
        foreach (var section in _files.Values.Select(file => Find(file, name)).OfType<OptionNode>())
        {
            if (section is OptionMap map)
            {
                yield return map;
            }
            else
            {
                Add(section.Span, $"'{name}' is a map from ids to what they are");
            }
        }
    }

    private EdiStandard StandardOf(OptionMap root)
    {
        var name = Text(root, "grammar", isRequired: true);
        if (name is not (null or "edifact" or "x12"))
        {
            Add(Find(root, "grammar")!.Span, $"'{name}' is no standard; write edifact or x12");
        }

        return name == "x12" ? EdiStandard.X12 : EdiStandard.Edifact;
    }

    private string? Text(OptionMap map, string key, bool isRequired = false)
    {
        switch (Find(map, key))
        {
            case OptionText { Text.Length: > 0 } text:
                return text.Text;
            case null when isRequired:
                Add(map.Span, $"'{key}' is missing");
                return null;
            case null:
                return null;
            case var wrong:
                Add(wrong.Span, $"'{key}' is a word");
                return null;
        }
    }

    private IReadOnlyList<EdiStructureItem> Missing(OptionMap map, string key, string why)
    {
        Add(map.Span, $"'{key}' is missing: {why}");
        return [];
    }

    private static OptionNode? Find(OptionMap map, string key) => map.Entries.FirstOrDefault(entry => string.Equals(entry.Key.Text, key, StringComparison.Ordinal))?.Value;

    private void Add(SourceSpan span, string message) => _findings.Add(Diagnostic.Error(GrammarFile.Mistake, span, message));

    private void Check()
    {
        if (_findings.Count > 0)
        {
            throw new DiagnosticException([.. _findings]);
        }
    }
}
