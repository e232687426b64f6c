using System.Text.Json.Nodes;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.Options;
using IntegrationActors.Definitions.Binding;
using IntegrationActors.Definitions.Documentation;
using IntegrationActors.Definitions.Yaml;

namespace IntegrationActors.Definitions.Shapes;

/// <summary>A map from names of the author's choice to expressions or stored values; the order counts.</summary>
internal sealed class NamedSourcesShape : ValueShape
{
    private static readonly RecordShape Stored = ShapeFactory.Record(typeof(StoredSource));

    public override string Word => "map of expression";

    public override string Sample => "{ name: \"${header.name}\" }";

    /// <summary>The options of a stored value.</summary>
    public override RecordShape Inner => Stored;

    public override object? Bind(YamlNode node, Place place, BindingContext context)
    {
        if (node is not YamlMap map)
        {
            context.WrongShape(node, place, "a map from names to expressions", Sample);
            return null;
        }

        var rows = new List<NamedSource>(map.Entries.Count);
        foreach (var entry in map.Entries)
        {
            var shape = IsStored(entry.Value) ? (ValueShape)Stored : CompiledShape.Expression;
            if (shape.Bind(entry.Value, Place.Of(entry.Key), context) is { } value)
            {
                rows.Add(new NamedSource(entry.Key.Text, value as Expression, value as StoredSource) { Span = entry.Key.Span });
            }
        }

        return rows.ToArray();
    }

    public override JsonObject Schema(SchemaBuilder schema) => new()
    {
        ["type"] = "object",
        ["additionalProperties"] = new JsonObject { ["anyOf"] = new JsonArray(CompiledShape.Expression.Schema(schema), Stored.Schema(schema)) },
    };

    private static bool IsStored(YamlNode node) => node is YamlMap map && map.Entries.Any(entry => Stored.Find(entry.Key.Text) is not null);
}
