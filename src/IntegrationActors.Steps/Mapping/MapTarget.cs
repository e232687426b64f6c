using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.Options;
using IntegrationActors.Expressions.Mapping;
using IntegrationActors.Formats.Yaml;
using IntegrationActors.Steps.Map;

namespace IntegrationActors.Steps.Mapping;

/// <summary>A mapping that is ready to be used, and what it makes.</summary>
internal sealed record MapTarget(MapNode Root, MapFormat Format)
{
    private const string To = "to";
    private const string Namespaces = "namespaces";
    private const string Fields = "fields";

    /// <summary>Reads a file of the bundle.</summary>
    /// <exception cref="DiagnosticException">IA1334 and codes of expressions: something in it is wrong.</exception>
    public static MapTarget Read(ResourceReference file, ReadOnlyMemory<byte> bytes, MappingScope scope)
    {
        var root = YamlFile.Read(file.Path, bytes, MappingExpression.Mistake);
        if (root is not OptionMap map || Value(map, Fields) is not { } fields)
        {
            throw Wrong(root.Span, "a mapping is a map with fields; write: to: xml, and below fields: { Invoice: … }");
        }

        if (map.Entries.FirstOrDefault(entry => entry.Key.Text is not To and not Namespaces and not Fields) is { } unknown)
        {
            throw Wrong(unknown.Key.Span, $"unknown key '{unknown.Key.Text}'{Suggestion.DidYouMean(unknown.Key.Text, [To, Namespaces, Fields])}");
        }

        var format = FormatOf(Value(map, To));
        return new MapTarget(MapReader.Read(new OptionTree(WithScope(fields, ScopeOf(Value(map, Namespaces)))), format, scope), format);
    }

    private static OptionNode? Value(OptionMap map, string key) => map.Entries.FirstOrDefault(entry => string.Equals(entry.Key.Text, key, StringComparison.Ordinal))?.Value;

    private static MapFormat FormatOf(OptionNode? to) => to switch
    {
        null or OptionText { Text: "json" } => MapFormat.Json,
        OptionText { Text: "xml" } => MapFormat.Xml,
        _ => throw Wrong(to.Span, "a mapping makes json or xml"),
    };

    private static ExpressionScope ScopeOf(OptionNode? namespaces) => namespaces switch
    {
        null => ExpressionScope.Empty,
        OptionMap map when map.Entries.All(entry => entry.Value is OptionText) =>
            new ExpressionScope { Namespaces = map.Entries.ToDictionary(entry => entry.Key.Text, entry => ((OptionText)entry.Value).Text, StringComparer.Ordinal) },
        _ => throw Wrong(namespaces.Span, "namespaces are prefixes with their namespaces; write: namespaces: { i: urn:invoice }"),
    };

    private static OptionNode WithScope(OptionNode node, ExpressionScope scope) => node switch
    {
        OptionText text => text with { Scope = scope },
        OptionList list => list with { Items = [.. list.Items.Select(item => WithScope(item, scope))] },
        OptionMap map => map with { Entries = [.. map.Entries.Select(entry => new OptionEntry(entry.Key with { Scope = scope }, WithScope(entry.Value, scope)))] },
        _ => node,
    };

    private static DiagnosticException Wrong(SourceSpan span, string message) => new(Diagnostic.Error(MappingExpression.Mistake, span, message));
}
