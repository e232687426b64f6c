using System.Text.Json.Nodes;
using IntegrationActors.Definitions.Binding;
using IntegrationActors.Definitions.Documentation;
using IntegrationActors.Definitions.Yaml;

namespace IntegrationActors.Definitions.Shapes;

/// <summary>A list of values of one shape; a single value stands for a list of one.</summary>
internal sealed class ListShape(Type item, ValueShape shape) : ValueShape
{
    public ValueShape Item { get; } = shape;

    public override string Word => $"list of {Item.Word}";

    public override string Sample => $"[{Item.Sample}]";

    public override RecordShape? Inner => Item.Inner;

    public override object? Bind(YamlNode node, Place place, BindingContext context)
    {
        if (node is YamlScalar { IsNull: true })
        {
            context.WrongShape(node, place, "a list", Sample);
            return null;
        }

        IReadOnlyList<YamlNode> items = node is YamlList list ? list.Items : [node];
        var before = context.Findings.Count;
        var values = Array.CreateInstance(item, items.Count);
        for (var i = 0; i < items.Count; i++)
        {
            values.SetValue(Item.Bind(items[i], place, context), i);
        }

        return context.Findings.Count == before ? values : null;
    }

    public override string? Format(object value)
    {
        var items = ((System.Collections.IEnumerable)value).Cast<object>().Select(Item.Format).ToArray();
        return items.Length == 0 ? null : $"[{string.Join(", ", items)}]";
    }

    public override JsonObject Schema(SchemaBuilder schema) => new()
    {
        ["anyOf"] = new JsonArray(new JsonObject { ["type"] = "array", ["items"] = Item.Schema(schema) }, Item.Schema(schema)),
    };
}
