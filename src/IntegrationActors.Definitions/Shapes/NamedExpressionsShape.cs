using System.Text.Json.Nodes;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.Options;
using IntegrationActors.Definitions.Binding;
using IntegrationActors.Definitions.Documentation;
using IntegrationActors.Definitions.Yaml;

namespace IntegrationActors.Definitions.Shapes;

/// <summary>A map from names of the author's choice to expressions; the order counts.</summary>
internal sealed class NamedExpressionsShape : ValueShape
{
    public override string Word => "map of expression";

    public override string Sample => "{ name: \"${header.name}\" }";

    public override object? Bind(YamlNode node, Place place, BindingContext context)
    {
        if (node is not YamlMap map)
        {
            context.WrongShape(node, place, "a map from names to expressions", Sample);
            return null;
        }

        var rows = new List<NamedExpression>(map.Entries.Count);
        foreach (var entry in map.Entries)
        {
            if (CompiledShape.Expression.Bind(entry.Value, Place.Of(entry.Key), context) is Expression value)
            {
                rows.Add(new NamedExpression(entry.Key.Text, value) { Span = entry.Key.Span });
            }
        }

        return rows.ToArray();
    }

    public override JsonObject Schema(SchemaBuilder schema) =>
        new() { ["type"] = "object", ["additionalProperties"] = CompiledShape.Expression.Schema(schema) };
}
