using System.Globalization;
using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Definitions.Binding;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace IntegrationActors.Definitions.Yaml;

/// <summary>
/// Reads one YAML document into nodes with places. Flows are data: anchors, aliases and tags are refused, so that nothing grows or means more than it shows.
/// </summary>
internal sealed class YamlReader
{
    public const int MaxCharacters = 1 << 20;

    public const int MaxDepth = 100;

    private readonly FlowSource _source;
    private readonly Findings _findings;
    private readonly Parser _parser;
    private readonly Stack<SourceSpan> _brackets = new();
    private int _depth;

    private YamlReader(FlowSource source, Findings findings)
    {
        (_source, _findings) = (source, findings);
        _parser = new Parser(new Scanner(new StringReader(source.Text), skipComments: true));
    }

    /// <summary>The root; null when the file can't be read, with one finding that says why.</summary>
    public static YamlNode? Read(FlowSource source, Findings findings)
    {
        var file = new SourceSpan(source.File, 0, 0);
        if (source.Text.Length > MaxCharacters)
        {
            findings.Error(FindingCodes.Limit, file, string.Create(CultureInfo.InvariantCulture, $"the file has {source.Text.Length:N0} characters; at most {MaxCharacters:N0} are read"));
            return null;
        }

        // A byte order mark would shift the columns of the first line.
        var reader = new YamlReader(source with { Text = source.Text.TrimStart('\uFEFF') }, findings);
        try
        {
            return reader.ReadDocument();
        }
        catch (Exception e) when (e is YamlException or InvalidOperationException or ArgumentException)
        {
            // The scanner answers some wrong input with other exceptions than its own.
            findings.Add(YamlMistake.Describe(e, reader._source, reader.Here, reader._brackets.TryPeek(out var bracket) ? bracket : null));
            return null;
        }
        catch (LimitException e)
        {
            findings.Error(FindingCodes.Limit, e.Span, e.Message);
            return null;
        }
    }

    private SourceSpan Here => _parser.Current is { } at ? Place(at.End, at.End) : new SourceSpan(_source.File, 1, 1);

    private YamlNode? ReadDocument()
    {
        _parser.MoveNext();
        _parser.MoveNext();
        if (_parser.Current is StreamEnd or null)
        {
            return null;
        }

        _parser.MoveNext();
        var root = ReadNode();
        _parser.MoveNext();
        if (_parser.Current is DocumentStart second)
        {
            _findings.Error(FindingCodes.Syntax, Place(second.Start, second.End), "a second document begins here; a file holds one flow, so put the other into a file of its own");
        }

        return root;
    }

    // Reads the node that the parser stands on, and leaves it on what follows.
    private YamlNode ReadNode()
    {
        var at = _parser.Current!;
        if (at is NodeEvent node)
        {
            RefuseExtras(node);
        }

        return at switch
        {
            MappingStart => Nested(ReadMap),
            SequenceStart => Nested(ReadList),
            _ => ReadScalar(),
        };
    }

    private YamlNode Nested(Func<SourceSpan, YamlNode> read)
    {
        var start = Place(_parser.Current!.Start, _parser.Current.End);
        if (++_depth > MaxDepth)
        {
            throw new LimitException(start, string.Create(CultureInfo.InvariantCulture, $"the file is nested deeper than {MaxDepth} levels"));
        }

        var isInBrackets = _parser.Current is MappingStart { Style: MappingStyle.Flow } or SequenceStart { Style: SequenceStyle.Flow };
        if (isInBrackets)
        {
            _brackets.Push(start);
        }

        _parser.MoveNext();
        var node = read(start);
        _parser.MoveNext();
        _depth--;
        if (isInBrackets)
        {
            _brackets.Pop();
        }

        return node;
    }

    private YamlList ReadList(SourceSpan start)
    {
        var items = new List<YamlNode>();
        while (_parser.Current is not SequenceEnd)
        {
            items.Add(ReadNode());
        }

        return new YamlList(start, items);
    }

    private YamlMap ReadMap(SourceSpan start)
    {
        var entries = new List<YamlEntry>();
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        while (_parser.Current is not MappingEnd)
        {
            var key = ReadNode();
            var value = ReadNode();
            if (key is not YamlScalar name)
            {
                _findings.Error(FindingCodes.Shape, key.Span, "a key is a single word, such as 'flow:'; text that begins with { or [ needs quotes");
            }
            else if (!lines.TryAdd(name.Text, name.Span.Line))
            {
                _findings.Error(FindingCodes.DuplicateKey, name.Span, $"'{name.Text}' stands here twice (first in line {lines[name.Text]}); keep one");
            }
            else
            {
                entries.Add(new YamlEntry(name, value));
            }
        }

        return new YamlMap(start, entries);
    }

    private YamlScalar ReadScalar()
    {
        var at = _parser.Current!;
        _parser.MoveNext();
        var span = Place(at.Start, at.End);
        if (at is not Scalar scalar)
        {
            return new YamlScalar(span, "", YamlStyle.Plain, "");
        }

        var raw = _source.Text[(int)at.Start.Index..(int)Math.Min(at.End.Index, _source.Text.Length)];
        return new YamlScalar(span, scalar.Value, StyleOf(scalar.Style), raw);
    }

    private void RefuseExtras(ParsingEvent node)
    {
        var place = Place(node.Start, node.End);
        if (node is AnchorAlias || node is NodeEvent { Anchor.IsEmpty: false })
        {
            _findings.Error(FindingCodes.Syntax, place, "anchors (&) and aliases (*) are not used here: write the value out, or put text that begins with & or * in quotes");
        }
        else if (node is NodeEvent { Tag: { IsEmpty: false, IsNonSpecific: false } tag })
        {
            _findings.Error(FindingCodes.Syntax, place, $"tags such as '{tag.Value}' are not used here: leave it out, or put text that begins with ! in quotes");
        }
    }

    private SourceSpan Place(in Mark start, in Mark end) =>
        new(_source.File, (int)start.Line, (int)start.Column, start.Line == end.Line ? (int)(end.Column - start.Column) : 0);

    private static YamlStyle StyleOf(ScalarStyle style) => style switch
    {
        ScalarStyle.SingleQuoted => YamlStyle.SingleQuoted,
        ScalarStyle.DoubleQuoted => YamlStyle.DoubleQuoted,
        ScalarStyle.Literal => YamlStyle.Literal,
        ScalarStyle.Folded => YamlStyle.Folded,
        _ => YamlStyle.Plain,
    };

    private sealed class LimitException(SourceSpan span, string message) : Exception(message)
    {
        public SourceSpan Span { get; } = span;
    }
}
