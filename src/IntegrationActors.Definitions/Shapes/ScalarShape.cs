using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using IntegrationActors.Definitions.Binding;
using IntegrationActors.Definitions.Documentation;
using IntegrationActors.Definitions.Yaml;

namespace IntegrationActors.Definitions.Shapes;

/// <summary>A single value; <c>${param.x}</c> in it is filled in before it is read.</summary>
internal sealed partial class ScalarShape(ScalarType type) : ValueShape
{
    public ScalarType Type { get; } = type;

    public override string Word => Type.Word;

    public override string Sample => Type.Sample;

    public override object? Bind(YamlNode node, Place place, BindingContext context)
    {
        if (Text(node, place, Type.Phrase, Sample, context) is not { } text)
        {
            return null;
        }

        if (Dynamic().Match(text) is { Success: true } found)
        {
            context.Findings.Error(FindingCodes.Value, ((YamlScalar)node).PlaceOf(found.Index), $"{place.Title} is fixed at deploy: '{found.Value}…' has no value here, only ${{param.…}} has");
            return null;
        }

        var value = Type.Parse(text);
        if (value is null)
        {
            context.Findings.Error(FindingCodes.Value, node.Span, $"{place.Title} must be {Type.Phrase}, not '{Wording.Short(text)}'; write: {place.Key}: {Sample}");
        }

        return value;
    }

    public override string? Format(object value) => Type.Format(value) is { Length: > 0 } text ? YamlText.Write(text) : null;

    public override JsonObject Schema(SchemaBuilder schema) => schema.OrParameter(Type.Schema());

    /// <summary>Text of a single value with parameters filled in; null when it is no single value or a parameter is not known.</summary>
    internal static string? Text(YamlNode node, Place place, string takes, string sample, BindingContext context)
    {
        if (node is YamlScalar { IsNull: false } scalar)
        {
            return context.Parameters.Fill(scalar, context.Findings);
        }

        context.WrongShape(node, place, takes, sample);
        return null;
    }

    [GeneratedRegex(@"\$\{(?:header|property|body|in\.|exception|date:)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Dynamic();
}
