using System.Collections.Frozen;
using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Formats.Edi.Grammars;

/// <summary>Reads <c>elements</c>, <c>composites</c> and <c>segments</c>, in this order: each refers to those before.</summary>
internal sealed class DefinitionReader(List<Diagnostic> findings)
{
    private const string FieldsForm = "a list of ids with their use: - 2005: M";

    private readonly Dictionary<string, EdiElementDefinition> _elements = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<EdiField>> _composites = new(StringComparer.Ordinal);

    public void Elements(IEnumerable<OptionMap> sections)
    {
        foreach (var (key, value) in sections.SelectMany(section => section.Entries))
        {
            if (IsId(key))
            {
                _elements.TryAdd(key.Text, Element(key, value));
            }
        }
    }

    public void Composites(IEnumerable<OptionMap> sections)
    {
        foreach (var (key, value) in sections.SelectMany(section => section.Entries))
        {
            if (IsId(key))
            {
                _composites.TryAdd(key.Text, Fields(Part(value, "components"), isComposite: true));
            }
        }
    }

    public FrozenDictionary<string, EdiSegmentDefinition> Segments(IEnumerable<OptionMap> sections)
    {
        var segments = new Dictionary<string, EdiSegmentDefinition>(StringComparer.Ordinal);
        foreach (var (key, value) in sections.SelectMany(section => section.Entries))
        {
            segments.TryAdd(key.Text, new EdiSegmentDefinition(key.Text, Fields(Part(value, "elements"), isComposite: false)));
        }

        return segments.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private EdiElementDefinition Element(OptionText key, OptionNode value)
    {
        // The type alone, or a map.
        if (value is OptionText alone)
        {
            return new EdiElementDefinition(key.Text, "", Type(alone), null);
        }

        if (value is not OptionMap map)
        {
            Add(value.Span, $"an element is its type ({EdiDataType.Form}), or a map of name, type and codes");
            return new EdiElementDefinition(key.Text, "", null, null);
        }

        var (name, type, codes) = ("", (EdiDataType?)null, (FrozenSet<string>?)null);
        foreach (var (word, node) in map.Entries)
        {
            switch (word.Text)
            {
                case "name" when node is OptionText text:
                    name = text.Text;
                    break;
                case "type" when node is OptionText text:
                    type = Type(text);
                    break;
                case "codes":
                    codes = Codes(node);
                    break;
                default:
                    Add(word.Span, $"an element has name, type and codes, and '{word.Text}' is none of them or of the wrong shape");
                    break;
            }
        }

        return new EdiElementDefinition(key.Text, name, type, codes);
    }

    private EdiDataType? Type(OptionText text)
    {
        var type = EdiDataType.Parse(text.Text);
        if (type is null)
        {
            Add(text.Span, $"'{text.Text}' is no type; {EdiDataType.Form}");
        }

        return type;
    }

    // A list of codes, or a map from codes to what they mean.
    private FrozenSet<string>? Codes(OptionNode node)
    {
        var codes = node switch
        {
            OptionMap map => map.Entries.Select(entry => entry.Key.Text),
            OptionList list => list.Items.OfType<OptionText>().Select(item => item.Text),
            _ => [],
        };
        var set = codes.ToFrozenSet(StringComparer.Ordinal);
        if (set.Count == 0)
        {
            Add(node.Span, "'codes' lists codes, or maps them to what they mean");
        }

        return set;
    }

    // A list alone, or a map with a name and the list.
    private OptionNode Part(OptionNode value, string part)
    {
        if (value is not OptionMap map)
        {
            return value;
        }

        foreach (var key in map.Entries.Select(entry => entry.Key).Where(key => key.Text != "name" && key.Text != part))
        {
            Add(key.Span, $"here stand name and {part}, no '{key.Text}'");
        }

        return map.Entries.FirstOrDefault(entry => entry.Key.Text == part)?.Value ?? new OptionList(value.Span, []);
    }

    private IReadOnlyList<EdiField> Fields(OptionNode node, bool isComposite)
    {
        if (node is not OptionList list || list.Items.Count > EdiTokenizer.MaxPositions)
        {
            Add(node.Span, $"here stands {FieldsForm}, at most {EdiTokenizer.MaxPositions}");
            return [];
        }

        var named = list.Items.Select(Named).ToArray();
        var fields = new List<EdiField>();
        foreach (var (id, use) in named)
        {
            var count = named.Count(other => other.Id == id);
            var number = fields.Count(field => field.Id == id) + 1;
            fields.Add(Field(id, use, fields.Count + 1, count > 1 ? $"_{number}" : ""));
            if (isComposite && fields[^1].IsComposite)
            {
                Add(list.Items[fields.Count - 1].Span, $"'{id}' is a composite itself: composites hold simple elements");
            }
        }

        return fields;
    }

    private (string Id, EdiUse Use) Named(OptionNode node)
    {
        switch (node)
        {
            case OptionText alone when IsId(alone):
                return (alone.Text, new EdiUse(0, 1));
            case OptionMap { Entries: [(var key, OptionText text)] } when EdiUse.Parse(text.Text) is { } use && IsId(key):
                return (key.Text, use);
            case OptionText:
                return ("x", default);
            default:
                Add(node.Span, $"here stands {FieldsForm}; of the use, {EdiUse.Form}");
                return ("x", default);
        }
    }

    private EdiField Field(string id, EdiUse use, int position, string suffix) => _composites.TryGetValue(id, out var components)
        ? new EdiField { Id = id, XmlName = $"C_{id}{suffix}", Position = position, Use = use, Components = components }
        : new EdiField { Id = id, XmlName = $"D_{id}{suffix}", Position = position, Use = use, Definition = _elements.GetValueOrDefault(id) };

    private bool IsId(OptionText key)
    {
        var isId = key.Text.Length is > 0 and <= 20 && key.Text.All(char.IsAsciiLetterOrDigit);
        if (!isId)
        {
            Add(key.Span, $"'{key.Text}' is no id: letters and digits");
        }

        return isId;
    }

    private void Add(SourceSpan span, string message) => findings.Add(Diagnostic.Error(GrammarFile.Mistake, span, message));
}
