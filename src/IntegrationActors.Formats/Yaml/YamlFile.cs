using System.Globalization;
using System.Text;
using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Options;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace IntegrationActors.Formats.Yaml;

/// <summary>Reads a file of a bundle in YAML, and with it JSON, into nodes with places. Anchors, aliases and tags are refused: a file is what it shows.</summary>
public sealed class YamlFile
{
    private const int MaxSize = 4 * 1024 * 1024;

    private const int MaxDepth = 100;

    private readonly string _file;
    private readonly string _code;
    private readonly Parser _parser;
    private int _depth;

    private YamlFile(string file, string code, string text) => (_file, _code, _parser) = (file, code, new Parser(new Scanner(new StringReader(text), skipComments: true)));

    /// <summary>The root of a file.</summary>
    /// <param name="file">Its path, for findings.</param>
    /// <param name="bytes">Its content, in UTF-8.</param>
    /// <param name="code">Code of findings.</param>
    /// <exception cref="DiagnosticException">It is no YAML.</exception>
    public static OptionNode Read(string file, ReadOnlyMemory<byte> bytes, string code)
    {
        var reader = new YamlFile(file, code, bytes.Length > MaxSize ? "" : Encoding.UTF8.GetString(bytes.Span).TrimStart('\uFEFF'));
        if (bytes.Length > MaxSize)
        {
            throw reader.Wrong(new SourceSpan(file, 1, 1), $"a file of this kind has at most {MaxSize.ToString(CultureInfo.InvariantCulture)} bytes; divide it");
        }

        try
        {
            reader._parser.MoveNext();
            reader._parser.MoveNext();
            return reader._parser.Current is DocumentStart && reader._parser.MoveNext() ? reader.Node() : throw reader.Wrong(new SourceSpan(file, 1, 1), "the file is empty");
        }
        catch (YamlException e)
        {
            throw reader.Wrong(new SourceSpan(file, (int)e.Start.Line, (int)e.Start.Column), $"this is neither YAML nor JSON: {e.Message.ReplaceLineEndings(" ")}");
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            // The scanner answers some wrong input with other exceptions than its own.
            throw reader.Wrong(reader.Here, "this is neither YAML nor JSON: check indentation, quotes and brackets");
        }
    }

    private DiagnosticException Wrong(SourceSpan span, string message) => new(Diagnostic.Error(_code, span, message));

    private SourceSpan Here => _parser.Current is { } at ? new SourceSpan(_file, (int)at.Start.Line, (int)at.Start.Column) : new SourceSpan(_file, 1, 1);

    private OptionNode Node()
    {
        var (at, span) = (_parser.Current, Here);
        if (at is AnchorAlias or NodeEvent { Anchor.IsEmpty: false } or NodeEvent { Tag: { IsEmpty: false, IsNonSpecific: false } })
        {
            throw Wrong(span, "anchors (&), aliases (*) and tags (!) are not used here: write the value out, or put the text in quotes");
        }

        if (++_depth > MaxDepth)
        {
            throw Wrong(span, $"the file is nested deeper than {MaxDepth.ToString(CultureInfo.InvariantCulture)} levels");
        }

        _parser.MoveNext();
        OptionNode node = at switch
        {
            MappingStart => new OptionMap(span, Entries()),
            SequenceStart => new OptionList(span, Items()),
            Scalar scalar => Text(scalar, span),
            _ => throw Wrong(span, "a value is missing here"),
        };
        _depth--;
        return node;
    }

    // In one line, characters stand one behind the other; in blocks and escapes the beginning has to do.
    private static OptionText Text(Scalar scalar, SourceSpan span)
    {
        var quote = scalar.Style is ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted ? 1 : 0;
        var isOneLine = scalar.Start.Line == scalar.End.Line && scalar.End.Column - scalar.Start.Column == scalar.Value.Length + (2 * quote);
        return new OptionText(span, scalar.Value)
        {
            IsNothing = scalar is { Style: ScalarStyle.Plain, Value: "" or "~" or "null" },
            PlaceOf = at => isOneLine ? span with { Column = span.Column + quote + at } : span,
        };
    }

    private List<OptionEntry> Entries()
    {
        var entries = new List<OptionEntry>();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        while (_parser.Current is not MappingEnd)
        {
            var key = Node() as OptionText ?? throw Wrong(Here, "a key is a single word");
            if (!keys.Add(key.Text))
            {
                throw Wrong(key.Span, $"'{key.Text}' stands here twice; keep one");
            }

            entries.Add(new OptionEntry(key, Node()));
        }

        _parser.MoveNext();
        return entries;
    }

    private List<OptionNode> Items()
    {
        var items = new List<OptionNode>();
        while (_parser.Current is not SequenceEnd)
        {
            items.Add(Node());
        }

        _parser.MoveNext();
        return items;
    }
}
