using System.Text.Json;
using IntegrationActors.Core.Diagnostics;

namespace IntegrationActors.Formats.JsonValidation;

/// <summary>Finds keywords of a JSON schema that the library would pass over: a rule that nobody checks is worse than none.</summary>
internal static class JsonSchemaKeywords
{
    private static readonly HashSet<string> PassedOver = new(StringComparer.Ordinal)
    {
        "const", "if", "then", "else", "contains", "minContains", "maxContains", "propertyNames", "prefixItems", "dependentRequired", "dependentSchemas",
        "dependencies", "unevaluatedProperties", "unevaluatedItems", "$dynamicRef", "$recursiveRef", "contentSchema",
    };

    private static readonly HashSet<string> Checked = new(StringComparer.Ordinal)
    {
        "type", "enum", "format", "multipleOf", "maximum", "minimum", "exclusiveMaximum", "exclusiveMinimum", "maxLength", "minLength", "pattern", "items", "additionalItems", "maxItems",
        "minItems", "uniqueItems", "maxProperties", "minProperties", "required", "properties", "patternProperties", "additionalProperties", "allOf", "anyOf", "oneOf", "not", "$ref", "definitions", "$defs",
    };

    private static readonly HashSet<string> SayNothing = new(StringComparer.Ordinal)
    {
        "$schema", "$id", "id", "$comment", "$vocabulary", "title", "description", "default", "example", "examples", "readOnly", "writeOnly", "deprecated", "contentMediaType", "contentEncoding",
    };

    private static readonly HashSet<string> Types = new(["string", "number", "integer", "boolean", "object", "array", "null"], StringComparer.Ordinal);

    private static readonly HashSet<string> OneSchema = new(["additionalProperties", "additionalItems", "not", "items"], StringComparer.Ordinal);

    private static readonly HashSet<string> NamedSchemas = new(["properties", "patternProperties", "definitions", "$defs"], StringComparer.Ordinal);

    private static readonly HashSet<string> SchemaLists = new(["allOf", "anyOf", "oneOf", "items"], StringComparer.Ordinal);

    /// <summary>What is wrong, with the path in the schema.</summary>
    public static IEnumerable<string> Check(JsonElement schema, string path = "#")
    {
        if (schema.ValueKind != JsonValueKind.Object)
        {
            return [];
        }

        return schema.EnumerateObject().SelectMany(member => Check(member, path));
    }

    private static IEnumerable<string> Check(JsonProperty member, string path)
    {
        var place = $"{path}/{member.Name}";
        if (PassedOver.Contains(member.Name))
        {
            return [$"{place}: the keyword '{member.Name}' is not supported here; write the rule with enum, anyOf, required or additionalProperties, or leave it out"];
        }

        if (!Checked.Contains(member.Name) && !SayNothing.Contains(member.Name) && !member.Name.StartsWith("x-", StringComparison.Ordinal))
        {
            return [$"{place}: unknown keyword '{member.Name}'{Suggestion.DidYouMean(member.Name, Checked)}; name what is not meant to be checked x-{member.Name}"];
        }

        if (member is { Name: "maxItems" or "maxProperties", Value.ValueKind: JsonValueKind.Number } && member.Value.TryGetInt32(out var most) && most == 0)
        {
            return [$"{place}: 0 is not supported here; write an enum with the empty value"];
        }

        if (member.Name is "type")
        {
            return WrongTypes(member.Value, place);
        }

        return (member.Value.ValueKind, member.Name) switch
        {
            (JsonValueKind.Object, var name) when OneSchema.Contains(name) => Check(member.Value, place),
            (JsonValueKind.Object, var name) when NamedSchemas.Contains(name) => member.Value.EnumerateObject().SelectMany(named => Check(named.Value, $"{place}/{named.Name}")),
            (JsonValueKind.Array, var name) when SchemaLists.Contains(name) => member.Value.EnumerateArray().SelectMany((item, i) => Check(item, FormattableString.Invariant($"{place}/{i}"))),
            _ => [],
        };
    }

    private static IEnumerable<string> WrongTypes(JsonElement type, string place)
    {
        var names = type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().ToArray() : [type];
        return names
            .Where(name => name.ValueKind != JsonValueKind.String || !Types.Contains(name.GetString()!))
            .Select(name => $"{place}: {name.GetRawText()} is no type; write one of {string.Join(", ", Types)}");
    }
}
