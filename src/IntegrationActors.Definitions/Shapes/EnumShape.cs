using System.Text.Json;
using System.Text.Json.Nodes;
using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Definitions.Binding;
using IntegrationActors.Definitions.Documentation;
using IntegrationActors.Definitions.Yaml;

namespace IntegrationActors.Definitions.Shapes;

/// <summary>One of a few words: the members of an enum in camel case.</summary>
internal sealed class EnumShape : ValueShape
{
    private readonly Dictionary<string, object> _values = new(StringComparer.OrdinalIgnoreCase);

    public EnumShape(Type type)
    {
        Type = type;
        foreach (var value in Enum.GetValues(type))
        {
            _values.Add(JsonNamingPolicy.CamelCase.ConvertName(value.ToString()!), value);
        }
    }

    public Type Type { get; }

    public IReadOnlyList<string> Names => [.. _values.Keys];

    public override string Word => Wording.OneOf(Names);

    public override string Sample => Names[0];

    public override object? Bind(YamlNode node, Place place, BindingContext context)
    {
        if (ScalarShape.Text(node, place, Word, Sample, context) is not { } text)
        {
            return null;
        }

        if (_values.TryGetValue(text, out var value))
        {
            return value;
        }

        context.Findings.Error(FindingCodes.Value, node.Span, $"{place.Title} must be {Word}, not '{Wording.Short(text)}'{Suggestion.DidYouMean(text, Names)}");
        return null;
    }

    public override string? Format(object value) => JsonNamingPolicy.CamelCase.ConvertName(value.ToString()!);

    /// <summary>What a value means, from the doc comment of the member.</summary>
    public string Summary(string name) => DocComments.Of(Type.GetField(_values[name].ToString()!)!);

    public override JsonObject Schema(SchemaBuilder schema) =>
        schema.OrParameter(new JsonObject { ["enum"] = new JsonArray([.. Names.Select(n => (JsonNode)n)]) });
}
