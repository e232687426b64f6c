using System.Collections;
using System.Text.Json.Nodes;
using IntegrationActors.Definitions.Binding;
using IntegrationActors.Definitions.Documentation;
using IntegrationActors.Definitions.Yaml;

namespace IntegrationActors.Definitions.Shapes;

/// <summary>A map from names of the author's choice to values of one shape, in the order of the file. Wrong values are left out.</summary>
internal sealed class MapShape(Type item, ValueShape shape) : ValueShape
{
    private readonly Type _type = typeof(Dictionary<,>).MakeGenericType(typeof(string), item);

    public ValueShape Item { get; } = shape;

    public override string Word => $"map of {Item.Word}";

    public override string Sample => $"{{ name: {Item.Sample} }}";

    public override RecordShape? Inner => Item.Inner;

    public override object? Bind(YamlNode node, Place place, BindingContext context)
    {
        if (node is not YamlMap map)
        {
            context.WrongShape(node, place, "a map of names", Sample);
            return null;
        }

        var values = (IDictionary)Activator.CreateInstance(_type, StringComparer.Ordinal)!;
        foreach (var entry in map.Entries)
        {
            if (Item.Bind(entry.Value, Place.Of(entry.Key), context) is { } value)
            {
                values.Add(entry.Key.Text, value);
            }
        }

        return values;
    }

    public override JsonObject Schema(SchemaBuilder schema) => new() { ["type"] = "object", ["additionalProperties"] = Item.Schema(schema) };
}
