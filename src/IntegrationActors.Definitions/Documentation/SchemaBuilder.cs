using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using IntegrationActors.Definitions.Shapes;

namespace IntegrationActors.Definitions.Documentation;

/// <summary>Builds a JSON schema whose parts are shared under <c>$defs</c>; shapes ask it for what they refer to.</summary>
internal sealed class SchemaBuilder(Catalogue catalogue, IReadOnlyList<string> languages)
{
    // A parameter may stand in the place of any value.
    private const string Parameter = @"\$\{\s*param\.";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly SortedDictionary<string, JsonNode> _definitions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Type> _records = new(StringComparer.Ordinal);

    public JsonObject Definitions => new([.. _definitions.Select(d => KeyValuePair.Create(d.Key, (JsonNode?)d.Value))]);

    /// <summary>The schema of a file that is one record.</summary>
    public static string Document(string title, Type file, SchemaBuilder schema)
    {
        var root = schema.Record(ShapeFactory.Record(file));
        var document = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = title,
        };
        foreach (var (key, value) in root)
        {
            document[key] = value?.DeepClone();
        }

        document["$defs"] = schema.Definitions;
        return document.ToJsonString(Indented) + "\n";
    }

    public JsonObject OrParameter(JsonObject value)
    {
        if (value["anyOf"] is JsonArray alternatives)
        {
            alternatives.Add(Parameters());
        }
        else if (value["pattern"] is { } pattern)
        {
            value["pattern"] = $"({pattern})|{Parameter}";
        }
        else if (!AllowsText(value["type"]))
        {
            return new JsonObject { ["anyOf"] = new JsonArray(value, Parameters()) };
        }

        return value;
    }

    public JsonObject Expression(bool isCondition) => Define(isCondition ? "condition" : "expression", () => new JsonObject
    {
        ["anyOf"] = new JsonArray(
            new JsonObject { ["type"] = new JsonArray("string", "number", "boolean") },
            new JsonObject
            {
                ["type"] = "object",
                ["properties"] = new JsonObject([.. languages.Select(l => KeyValuePair.Create(l, (JsonNode?)new JsonObject { ["type"] = "string" }))]),
                ["additionalProperties"] = false,
                ["minProperties"] = 1,
                ["maxProperties"] = 1,
            }),
    });

    public JsonObject Steps() => Define("steps", () => new JsonObject
    {
        ["type"] = "array",
        ["items"] = new JsonObject
        {
            ["anyOf"] = new JsonArray(OneOf(catalogue.Steps), new JsonObject { ["enum"] = new JsonArray([.. catalogue.Steps.Select(s => (JsonNode)s.Name)]) }),
        },
    });

    public JsonObject Senders() => Define("senders", () => new JsonObject
    {
        ["anyOf"] = new JsonArray(OneOf(catalogue.Senders), new JsonObject { ["type"] = "array", ["items"] = OneOf(catalogue.Senders) }),
    });

    /// <summary>A pattern for words in any case; schemas have no flag for it.</summary>
    public static string IgnoringCase(IEnumerable<string> words) =>
        $"^({string.Join('|', words.Select(w => string.Concat(w.Select(c => char.IsAsciiLetter(c) ? $"[{char.ToLowerInvariant(c)}{char.ToUpperInvariant(c)}]" : Regex.Escape($"{c}")))))})$";

    /// <summary>The schema of a record, under its C# name.</summary>
    public JsonObject Record(RecordShape record)
    {
        var name = record.Type.Name;
        name = _records.TryAdd(name, record.Type) || _records[name] == record.Type ? name : record.Type.FullName!;
        return Define(name, () => RecordSchema.Of(record, catalogue, this));
    }

    private JsonObject Parameters() => Define("parameter", () => new JsonObject { ["type"] = "string", ["pattern"] = Parameter });

    /// <summary>A part that others refer to; built once, and before its own parts, so that a part may contain itself.</summary>
    private JsonObject Define(string name, Func<JsonObject> build)
    {
        if (_definitions.TryAdd(name, new JsonObject()))
        {
            _definitions[name] = build();
        }

        return new JsonObject { ["$ref"] = $"#/$defs/{name}" };
    }

    private JsonObject OneOf(IReadOnlyList<Component> components) => new()
    {
        ["type"] = "object",
        ["properties"] = RecordSchema.Properties(components, this),
        ["additionalProperties"] = false,
        ["minProperties"] = 1,
        ["maxProperties"] = 1,
    };

    private static bool AllowsText(JsonNode? type) =>
        (type as JsonArray ?? [type?.DeepClone()]).Any(t => string.Equals(t?.GetValue<string>(), "string", StringComparison.Ordinal));
}
