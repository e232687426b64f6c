using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace IntegrationActors.Definitions.Formatting;

/// <summary>
/// Where each line of a YAML file belongs: (1) a line that begins an entry or an item stands where its depth says; (2) further lines of a text or of brackets move along with the line that
/// begins them; (3) a comment stands where the next entry does. Quotes are changed where they are.
/// </summary>
internal sealed partial class YamlLayout
{
    private const int Step = 2;

    private readonly string[] _lines;
    private readonly int?[] _indents;
    private readonly bool[] _isText;
    private readonly Parser _parser;
    private readonly List<(int Line, int Column, int End)> _quotes = [];

    private YamlLayout(string text, string[] lines)
    {
        _lines = lines;
        _indents = new int?[lines.Length];
        _isText = new bool[lines.Length];
        _parser = new Parser(new Scanner(new StringReader(text), skipComments: true));
    }

    public static YamlLayout Of(string text, string[] lines)
    {
        var layout = new YamlLayout(text, lines);
        while (layout._parser.MoveNext() && layout._parser.Current is StreamStart or DocumentStart)
        {
            // Up to the first node.
        }

        if (layout._parser.Current is NodeEvent)
        {
            layout.Node(0, 0);
        }

        return layout;
    }

    /// <summary>The file in its form; ends with one line break.</summary>
    public string Write()
    {
        foreach (var (line, column, end) in _quotes.OrderByDescending(q => q.Column))
        {
            _lines[line] = $"{_lines[line][..column]}\"{_lines[line][(column + 1)..end]}\"{_lines[line][(end + 1)..]}";
        }

        PlaceComments();
        var written = new List<string>();
        for (var i = 0; i < _lines.Length; i++)
        {
            if (_lines[i].Length > 0 || _isText[i] || (written.Count > 0 && written[^1].Length > 0))
            {
                written.Add(Line(i));
            }
        }

        return string.Join('\n', written).TrimEnd('\n') + "\n";
    }

    private string Line(int i)
    {
        var content = _lines[i].TrimStart(' ');
        return content.Length == 0 ? "" : new string(' ', Math.Max(0, _indents[i] ?? Indent(i))) + (_isText[i] ? content : OneBlankAfterDashes(content));
    }

    private static string OneBlankAfterDashes(string content) =>
        Dashes().Replace(content, m => string.Concat(Enumerable.Repeat("- ", m.Value.Count(c => c == '-')))).TrimEnd(' ');

    private int Indent(int line) => _lines[line].Length - _lines[line].TrimStart(' ').Length;

    /// <summary>The node that the parser stands on; leaves it on what follows.</summary>
    /// <param name="column">Where its entries or items belong.</param>
    /// <param name="parent">Where the entry or item that it is the value of stands in the source.</param>
    private void Node(int column, int parent)
    {
        var at = _parser.Current!;
        _parser.MoveNext();
        switch (at)
        {
            case MappingStart { Style: not MappingStyle.Flow }:
                Entries(column);
                break;
            case SequenceStart { Style: not SequenceStyle.Flow }:
                Items(column);
                break;
            case MappingStart or SequenceStart:
                Brackets((int)at.Start.Line - 1);
                break;
            case Scalar scalar:
                Text(scalar, column, parent);
                break;
        }
    }

    // 1
    private void Entries(int column)
    {
        while (_parser.Current is not MappingEnd)
        {
            var key = _parser.Current!;
            var source = (int)key.Start.Column - 1;
            Place(key, column);
            Node(column, source);
            Node(column + Step, source);
        }

        _parser.MoveNext();
    }

    private void Items(int column)
    {
        while (_parser.Current is not SequenceEnd)
        {
            var item = _parser.Current!;
            var line = (int)item.Start.Line - 1;
            while (line > 0 && !_lines[line].TrimStart(' ').StartsWith('-'))
            {
                line--;
            }

            _indents[line] ??= column;
            Node(column + Step, Indent(line));
        }

        _parser.MoveNext();
    }

    private void Place(ParsingEvent at, int column)
    {
        var line = (int)at.Start.Line - 1;
        if (Indent(line) == (int)at.Start.Column - 1)
        {
            _indents[line] ??= column;
        }
    }

    // 2
    private void Brackets(int first)
    {
        for (var depth = 1; depth > 0; _parser.MoveNext())
        {
            depth += _parser.Current switch
            {
                MappingStart or SequenceStart => 1,
                MappingEnd or SequenceEnd => -1,
                _ => 0,
            };
            if (_parser.Current is Scalar scalar)
            {
                Quote(scalar);
            }

            Follow(first, (int)_parser.Current!.End.Line - 1);
        }
    }

    private void Text(Scalar scalar, int column, int parent)
    {
        var (first, last) = ((int)scalar.Start.Line - 1, (int)scalar.End.Line - 1);
        if (scalar.Style is not (ScalarStyle.Literal or ScalarStyle.Folded))
        {
            Quote(scalar);
            Follow(first, scalar.Start.Line == scalar.End.Line ? first : last);
            return;
        }

        for (last = first; last + 1 < _lines.Length && (_lines[last + 1].Length == 0 || Indent(last + 1) > parent); last++)
        {
            // Everything that is deeper than the key is text.
        }

        while (last > first && _lines[last].Length == 0)
        {
            last--;
        }

        var lines = Enumerable.Range(first + 1, last - first).Where(i => _lines[i].Length > 0).ToList();
        var shift = lines.Count == 0 ? 0 : column - (HasIndicator(first) ? parent + Step : lines.Min(Indent));
        for (var i = first + 1; i <= last; i++)
        {
            (_indents[i], _isText[i]) = (Indent(i) + shift, true);
        }
    }

    private bool HasIndicator(int line) => Indicator().IsMatch(_lines[line]);

    private void Follow(int first, int last)
    {
        var shift = (_indents[first] ?? Indent(first)) - Indent(first);
        for (var i = first + 1; i <= last && i < _lines.Length; i++)
        {
            _indents[i] ??= Indent(i) + shift;
            _isText[i] = true;
        }
    }

    // Only where the text means the same between the other quotes.
    private void Quote(Scalar scalar)
    {
        if (scalar.Style == ScalarStyle.SingleQuoted && scalar.Start.Line == scalar.End.Line && !scalar.Value.AsSpan().ContainsAny("\"\\'"))
        {
            _quotes.Add(((int)scalar.Start.Line - 1, (int)scalar.Start.Column - 1, (int)scalar.End.Column - 2));
        }
    }

    // 3
    private void PlaceComments()
    {
        int? next = 0;
        for (var i = _lines.Length - 1; i >= 0; i--)
        {
            if (_indents[i] is { } indent && !_isText[i])
            {
                next = indent;
            }
            else if (!_isText[i] && _lines[i].TrimStart(' ').StartsWith('#'))
            {
                _indents[i] = next;
            }
        }
    }

    [GeneratedRegex(@"^(-\s+)+(?=\S)|^-$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Dashes();

    [GeneratedRegex(@"[|>][+-]?\d[+-]?(\s+#.*)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Indicator();
}
