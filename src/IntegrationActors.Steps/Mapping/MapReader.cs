using System.Xml;
using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Options;
using IntegrationActors.Expressions.Mapping;
using IntegrationActors.Steps.Map;

namespace IntegrationActors.Steps.Mapping;

/// <summary>Compiles the tree of a target: maps are objects, lists are arrays, texts are expressions, keys with a dollar sign steer. All findings come at once.</summary>
internal sealed class MapReader
{
    private const string Mistake = MappingExpression.Mistake;

    private readonly MapFormat _format;
    private readonly MappingScope _scope;
    private readonly List<Diagnostic> _findings = [];

    private MapReader(MapFormat format, MappingScope scope) => (_format, _scope) = (format, scope);

    private bool IsXml => _format == MapFormat.Xml;

    /// <summary>Compiles a target.</summary>
    /// <exception cref="DiagnosticException">IA1334 and codes of expressions: something in it is wrong.</exception>
    public static MapNode Read(OptionTree tree, MapFormat format, MappingScope scope)
    {
        var reader = new MapReader(format, scope);
        var target = reader.IsXml ? reader.Document(tree.Root) : reader.Node(tree.Root, isItem: false);
        return reader._findings.Count == 0 ? target : throw new DiagnosticException(reader._findings);
    }

    private MapNode Document(OptionNode root)
    {
        if (root is OptionMap { Entries: [{ Value: not OptionList } only] } && !MapKeys.IsControl(only.Key.Text) && !only.Key.Text.StartsWith('@'))
        {
            if (only.Value is OptionMap map && MapKeys.Of(map).Each is { } each)
            {
                Report(each.Key.Span, "the root element stands once: put the loop below it");
            }

            return new MapDocument(Name(only.Key), Node(only.Value, isItem: true));
        }

        Report(root.Span, "XML has one element at the top: begin with one name, such as Order, and put all else below it");
        return new MapObject([]);
    }

    private MapNode Node(OptionNode node, bool isItem) => node switch
    {
        OptionText text => new MapValue(Expression(text)),
        OptionList list => new MapList([.. list.Items.Select(item => Node(item, isItem: true))]),
        _ => Steered((OptionMap)node, isItem),
    };

    private MapNode Steered(OptionMap map, bool isItem)
    {
        var keys = MapKeys.Of(map);
        foreach (var unknown in keys.Unknown)
        {
            Report(unknown.Span, $"unknown key '{unknown.Text}'{Suggestion.DidYouMean(unknown.Text, MapKeys.All)}; a field of this name is written '${unknown.Text}'");
        }

        if (keys.Each is not { } each)
        {
            if (keys.As is { } name)
            {
                Report(name.Key.Span, "'$as' gives a loop its name: it stands beside '$each'");
            }

            var content = Content(map, keys);
            return keys.When is { } when ? new MapCondition(Expression(when), content) : content;
        }

        var loop = Loop(map, keys, each);
        return isItem ? loop : new MapList([loop]);
    }

    private MapLoop Loop(OptionMap map, MapKeys keys, OptionEntry each)
    {
        var items = Expression(each);
        if (_scope.Variables.Count >= MappingScope.MaxVariables)
        {
            throw new DiagnosticException(Diagnostic.Error(Mistake, each.Key.Span, $"loops nest more than {MappingScope.MaxVariables} deep"));
        }

        _scope.Enter(keys.As is { } name ? NameOfLoop(name) : null);
        var when = keys.When is { } condition ? Expression(condition) : null;
        var content = Content(map, keys);
        _scope.Leave();
        return new MapLoop(items, when, content);
    }

    private string? NameOfLoop(OptionEntry entry)
    {
        if (entry.Value is OptionText { IsNothing: false } text && text.Text.Length > 0 && text.Text.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'))
        {
            return text.Text;
        }

        Report(entry.Value.Span, "'$as' takes a name of letters and digits; write: $as: order, and later $order.id");
        return null;
    }

    private MapNode Content(OptionMap map, MapKeys keys)
    {
        if (keys.Constant is { Value: OptionText constant })
        {
            Alone(keys.Constant, keys);
            return new MapValue(MappingExpression.Constant(constant.Text));
        }

        if (keys.Value is { } value && keys.Fields.Count == 0)
        {
            return Node(value.Value, isItem: false);
        }

        if (keys.Value is { } beside && !IsXml)
        {
            Report(beside.Key.Span, "'$value' is the value itself, and has no fields beside it; in XML it is the text of the element");
        }

        if (keys.Fields.Count == 0 && map.Entries.Count > 0)
        {
            Report(map.Span, "there is nothing to write here: add fields, or $value with an expression");
        }

        return Object(keys);
    }

    private void Alone(OptionEntry constant, MapKeys keys)
    {
        if (keys.Fields.Count > 0 || keys.Value is not null)
        {
            Report(constant.Key.Span, "'$constant' is the value itself, and has nothing beside it but '$when'");
        }
    }

    // Attributes must be written before what is inside of an element.
    private MapObject Object(MapKeys keys)
    {
        var fields = keys.Fields.Select(field => KeyValuePair.Create(Name(field.Key), Field(field))).ToList();
        if (keys.Value is { } text)
        {
            fields.Add(KeyValuePair.Create(new MapName(MapName.Content) { IsContent = true }, Node(text.Value, isItem: false)));
        }

        return new MapObject(IsXml ? [.. fields.OrderBy(field => field.Key.IsAttribute ? 0 : field.Key.IsContent ? 1 : 2)] : fields);
    }

    private MapNode Field(OptionEntry field)
    {
        if (IsXml && field.Key.Text.StartsWith('@') && field.Value is OptionList)
        {
            Report(field.Value.Span, "an attribute has one value: write an expression");
        }

        if (IsXml && field.Key.Text.StartsWith('@') && field.Value is OptionMap map && MapKeys.Of(map) is { Fields.Count: > 0 } or { Each: not null })
        {
            Report(field.Value.Span, "an attribute has one value: write an expression");
        }

        return Node(field.Value, isItem: false);
    }

    private MapName Name(OptionText key)
    {
        var text = MapKeys.NameOf(key.Text);
        if (!IsXml)
        {
            return new MapName(text);
        }

        var isAttribute = text.StartsWith('@');
        var name = isAttribute ? text[1..] : text;
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        var (prefix, local) = colon < 0 ? ("", name) : (name[..colon], name[(colon + 1)..]);
        if (!IsNCName(local) || (colon >= 0 && !IsNCName(prefix)))
        {
            Report(key.Span, $"'{name}' can't be a name in XML: use letters, digits, '-', '_' and '.', and begin with a letter");
        }

        if (prefix.Length > 0 && !key.Scope.Namespaces.ContainsKey(prefix))
        {
            Report(key.Span, $"unknown prefix '{prefix}'{Suggestion.DidYouMean(prefix, key.Scope.Namespaces.Keys)}; declare it under namespaces");
        }

        return new MapName(text) { IsAttribute = isAttribute, Prefix = prefix, Local = local, Namespace = key.Scope.Namespaces.GetValueOrDefault(prefix, "") };
    }

    private MappingExpression Expression(OptionEntry entry)
    {
        if (entry.Value is OptionText text)
        {
            return Expression(text);
        }

        Report(entry.Value.Span, $"'{entry.Key.Text}' takes an expression; write: {entry.Key.Text}: $.items[*]");
        return MappingExpression.Constant("");
    }

    private MappingExpression Expression(OptionText text)
    {
        try
        {
            return MappingExpression.Parse(text, _scope);
        }
        catch (DiagnosticException e)
        {
            _findings.AddRange(e.Diagnostics);
            return MappingExpression.Constant("");
        }
    }

    private void Report(SourceSpan span, string message) => _findings.Add(Diagnostic.Error(Mistake, span, message));

    private static bool IsNCName(string name)
    {
        try
        {
            XmlConvert.VerifyNCName(name);
            return true;
        }
        catch (Exception e) when (e is XmlException or ArgumentException)
        {
            return false;
        }
    }
}
