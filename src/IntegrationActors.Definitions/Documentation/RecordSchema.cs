using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using IntegrationActors.Definitions.Shapes;

namespace IntegrationActors.Definitions.Documentation;

/// <summary>JSON schema of one record of options.</summary>
internal static class RecordSchema
{
    public static JsonObject Of(RecordShape record, Catalogue catalogue, SchemaBuilder schema)
    {
        var properties = new JsonObject();
        foreach (var option in record.Options.Where(o => !o.IsChannel))
        {
            properties.Add(option.Name, Describe(option, schema));
        }

        if (record.Channel is not null)
        {
            foreach (var (name, receiver) in Properties(catalogue.Receivers, schema).ToArray())
            {
                properties.TryAdd(name, receiver?.DeepClone());
            }
        }

        var map = new JsonObject { ["type"] = "object", ["properties"] = properties, ["additionalProperties"] = false };
        if (Required(record) is { Count: > 0 } required)
        {
            map["required"] = required;
        }

        if (record.Channel is { IsRequired: true })
        {
            map["anyOf"] = new JsonArray([.. catalogue.Receivers.Select(r => new JsonObject { ["required"] = new JsonArray(r.Name) })]);
        }

        return record.Shorthand is { } shorthand ? WithShorthand(map, shorthand, schema) : map;
    }

    public static JsonObject Properties(IReadOnlyList<Component> components, SchemaBuilder schema)
    {
        var properties = new JsonObject();
        foreach (var component in components)
        {
            var options = schema.Record(component.Shape);
            var described = new JsonObject { ["description"] = Plain(component.Summary) };
            foreach (var (key, value) in CanBeEmpty(component) ? OrNothing(options) : options)
            {
                described[key] = value?.DeepClone();
            }

            properties.Add(component.Name, described);
        }

        return properties;
    }

    private static JsonObject Describe(ComponentOption option, SchemaBuilder schema)
    {
        var described = option.Shape.Schema(schema);
        described["description"] = Plain(option.Summary);
        if (option is { DefaultIsValue: true, Default: { } text, Shape: ScalarShape or EnumShape })
        {
            described["default"] = text is "true" or "false" || text.All(char.IsAsciiDigit) ? JsonNode.Parse(text) : text.Trim('"');
        }

        if (option.Shape is ScalarShape)
        {
            AddRules(described, option);
        }

        return described;
    }

    // Only what an editor can check while someone types; the reader checks everything.
    private static void AddRules(JsonObject described, ComponentOption option)
    {
        var allowed = option.Rules.OfType<AllowedValuesAttribute>().FirstOrDefault();
        if (allowed is not null)
        {
            described["examples"] = new JsonArray([.. allowed.Values.Select(v => JsonValue.Create(v?.ToString()))]);
        }

        if (described["anyOf"] is JsonArray { Count: > 0 } alternatives && option.Rules.OfType<RangeAttribute>().FirstOrDefault() is { } range && range.OperandType.IsPrimitive)
        {
            alternatives[0]!["minimum"] = JsonNode.Parse(FormattableString.Invariant($"{range.Minimum}"));
            alternatives[0]!["maximum"] = JsonNode.Parse(FormattableString.Invariant($"{range.Maximum}"));
        }
    }

    private static JsonArray Required(RecordShape record) =>
        [.. record.Options.Where(o => o is { IsRequired: true, IsChannel: false }).Select(o => (JsonNode)o.Name)];

    private static bool CanBeEmpty(Component component) => !component.Options.Any(o => o.IsRequired);

    private static JsonObject OrNothing(JsonObject options) => new() { ["anyOf"] = new JsonArray(options, new JsonObject { ["type"] = "null" }) };

    private static JsonObject WithShorthand(JsonObject map, ComponentOption shorthand, SchemaBuilder schema) =>
        new() { ["anyOf"] = new JsonArray(map, shorthand.Shape.Schema(schema)) };

    private static string Plain(string summary) => summary.Replace("`", "", StringComparison.Ordinal);
}
