using System.Text.Json.Nodes;
using IntegrationActors.Core.Options;
using IntegrationActors.Definitions.Binding;
using IntegrationActors.Definitions.Documentation;
using IntegrationActors.Definitions.Yaml;

namespace IntegrationActors.Definitions.Shapes;

/// <summary>A tree in a language of its own, such as a mapping; handed on as it is written, and checked when its step is built.</summary>
internal sealed class OptionTreeShape : ValueShape
{
    public override string Word => "tree";

    public override string Sample => "{ name: … }";

    public override object? Bind(YamlNode node, Place place, BindingContext context)
    {
        if (node is YamlScalar)
        {
            context.WrongShape(node, place, "a map", Sample);
            return null;
        }

        return new OptionTree(Convert(node, context));
    }

    public override JsonObject Schema(SchemaBuilder schema) => new() { ["type"] = new JsonArray("object", "array") };

    private static OptionNode Convert(YamlNode node, BindingContext context)
    {
        switch (node)
        {
            case YamlMap map:
                return new OptionMap(map.Span, [.. map.Entries.Select(e => new OptionEntry(OptionTextShape.Of(e.Key, context), Convert(e.Value, context)))]);
            case YamlList list:
                return new OptionList(list.Span, [.. list.Items.Select(item => Convert(item, context))]);
            default:
                var scalar = (YamlScalar)node;
                context.Parameters.Use(scalar.Text);
                return OptionTextShape.Of(scalar, context);
        }
    }
}
