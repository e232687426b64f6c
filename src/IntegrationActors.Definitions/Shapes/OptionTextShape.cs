using System.Text.Json.Nodes;
using IntegrationActors.Core.Options;
using IntegrationActors.Definitions.Binding;
using IntegrationActors.Definitions.Documentation;
using IntegrationActors.Definitions.Yaml;

namespace IntegrationActors.Definitions.Shapes;

/// <summary>A text in a language of its own, such as a script; what <c>${…}</c> means in it is the step's affair.</summary>
internal sealed class OptionTextShape : ValueShape
{
    public override string Word => "source text";

    public override string Sample => "\"…\"";

    public override object? Bind(YamlNode node, Place place, BindingContext context)
    {
        if (node is YamlScalar { IsNull: false } scalar)
        {
            return Of(scalar, context);
        }

        context.WrongShape(node, place, "a text", Sample);
        return null;
    }

    public override JsonObject Schema(SchemaBuilder schema) => new() { ["type"] = "string" };

    internal static OptionText Of(YamlScalar scalar, BindingContext context) =>
        new(scalar.Span, scalar.Text) { PlaceOf = offset => scalar.PlaceOf(offset), IsNothing = scalar.IsNull, Scope = context.Scope };
}
