using System.Reflection;
using System.Runtime.Serialization;
using System.Text.Json;
using System.Text.Json.Nodes;
using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Definitions.Binding;
using IntegrationActors.Definitions.Documentation;
using IntegrationActors.Definitions.Yaml;

namespace IntegrationActors.Definitions.Shapes;

/// <summary>One of a few words: the members of an enum in camel case, or as <see cref="EnumMemberAttribute"/> says. Upper and lower case count as the same.</summary>
internal sealed class EnumShape : ValueShape
{
    private readonly Dictionary<string, object> _values = new(StringComparer.OrdinalIgnoreCase);

    public EnumShape(Type type)
    {
        Type = type;
        foreach (var value in Enum.GetValues(type))
        {
            _values.Add(NameOf(value), value);
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

    public override string? Format(object value) => NameOf(value);

    /// <summary>What a value means, from the doc comment of the member.</summary>
    public string Summary(string name) => DocComments.Of(Type.GetField(_values[name].ToString()!)!);

    public override JsonObject Schema(SchemaBuilder schema) =>
        schema.OrParameter(new JsonObject
        {
            // The words for completion, the pattern because upper and lower case count as the same.
            ["type"] = "string",
            ["anyOf"] = new JsonArray(new JsonObject { ["enum"] = new JsonArray([.. Names.Select(n => (JsonNode)n)]) }, new JsonObject { ["pattern"] = SchemaBuilder.IgnoringCase(Names) }),
        });

    private static string NameOf(object value)
    {
        var member = value.ToString()!;
        return value.GetType().GetField(member)!.GetCustomAttribute<EnumMemberAttribute>()?.Value ?? JsonNamingPolicy.CamelCase.ConvertName(member);
    }
}
