using System.Globalization;
using System.Text;
using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Options;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace IntegrationActors.Formats.Edi.Grammars;

/// <summary>Reads YAML, and with it JSON, into nodes with places. Anchors, aliases and tags are refused: a grammar is what it shows.</summary>
internal sealed class GrammarFile
{
    public const string Mistake = "IA1322";

    private const int MaxSize = 4 * 1024 * 1024;

    private const int MaxDepth = 100;

    private readonly string _file;
    private readonly Parser _parser;
    private int _depth;

    private GrammarFile(string file, string text) => (_file, _parser) = (file, new Parser(new Scanner(new StringReader(text), skipComments: true)));

    /// <summary>The root of a file.</summary>
    /// <exception cref="DiagnosticException">IA1322: it is no YAML.</exception>
    public static OptionNode Read(string file, ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length > MaxSize)
        {
            throw Wrong(new SourceSpan(file, 0, 0), $"a grammar has at most {MaxSize.ToString(CultureInfo.InvariantCulture)} bytes; put segments that several grammars need into a file that they include");
        }

        var reader = new GrammarFile(file, Encoding.UTF8.GetString(bytes.Span).TrimStart('\uFEFF'));
        try
        {
            reader._parser.MoveNext();
            reader._parser.MoveNext();
            return reader._parser.Current is DocumentStart && reader._parser.MoveNext() ? reader.Node() : throw Wrong(new SourceSpan(file, 1, 1), "the file is empty");
        }
        catch (YamlException e)
        {
            throw Wrong(new SourceSpan(file, (int)e.Start.Line, (int)e.Start.Column), $"this is neither YAML nor JSON: {e.Message.ReplaceLineEndings(" ")}");
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            // The scanner answers some wrong input with other exceptions than its own.
            throw Wrong(reader.Here, "this is neither YAML nor JSON: check indentation, quotes and brackets");
        }
    }

    public static DiagnosticException Wrong(SourceSpan span, string message) => new(Diagnostic.Error(Mistake, span, message));

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
            Scalar scalar => new OptionText(span, scalar.Value),
            _ => throw Wrong(span, "a value is missing here"),
        };
        _depth--;
        return node;
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
