using System.Text.Json.Nodes;
using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Options;
using IntegrationActors.Definitions.Binding;
using IntegrationActors.Definitions.Documentation;
using IntegrationActors.Definitions.Yaml;

namespace IntegrationActors.Definitions.Shapes;

/// <summary>A list of steps: maps of one key, or the bare name of a step whose options all have defaults.</summary>
internal sealed class StepSequenceShape : ValueShape
{
    public override string Word => "list of steps";

    public override string Sample => "[{ log: \"text\" }]";

    public override object? Bind(YamlNode node, Place place, BindingContext context)
    {
        if (node is YamlMap { Entries: [var first, _, ..] } && context.Catalogue.FindStep(first.Key.Text) is not null)
        {
            context.Findings.Error(FindingCodes.Shape, first.Key.Span, $"{place.Title} is a list of steps: write '- ' before '{first.Key.Text}' and every other step");
            return null;
        }

        if (node is YamlScalar { IsNull: true })
        {
            context.WrongShape(node, place, "a list of steps", Sample);
            return null;
        }

        IReadOnlyList<YamlNode> items = node is YamlList list ? list.Items : [node];
        var steps = new List<StepDefinition>(items.Count);
        foreach (var item in items)
        {
            if (BindStep(item, place, context) is { } step)
            {
                steps.Add(step);
            }
        }

        return new StepSequence(steps.ToArray(), node.Span);
    }

    public override JsonObject Schema(SchemaBuilder schema) => schema.Steps();

    private StepDefinition? BindStep(YamlNode item, Place place, BindingContext context)
    {
        switch (item)
        {
            case YamlScalar { IsNull: false } name:
                return BindStep(name, new YamlScalar(name.Span, "", YamlStyle.Plain, ""), context);
            case YamlMap map:
                return OneKeyMap.Take(map, "a step", name => context.Catalogue.FindStep(name) is not null, context) is { } entry ? BindStep(entry.Key, entry.Value, context) : null;
            default:
                context.Findings.Error(FindingCodes.Shape, item.Span, $"each item of {place.Title} is a step, not {item.Word}; write: - log: \"text\"");
                return null;
        }
    }

    private static StepDefinition? BindStep(YamlScalar key, YamlNode value, BindingContext context)
    {
        if (context.Catalogue.FindStep(key.Text) is not { } component)
        {
            context.Findings.Error(FindingCodes.UnknownStep, key.Span, $"unknown step '{Wording.Short(key.Text)}'{Hint(key.Text, context.Catalogue)}");
            return null;
        }

        return component.Shape.Bind(value, Place.Of(key), context) is StepOptions options ? new StepDefinition(component.Name, key.Span, options) : null;
    }

    private static string Hint(string name, Catalogue catalogue)
    {
        if (catalogue.FindReceiver(name) is not null)
        {
            return $": '{name}' is a channel; write: - call: {{ {name}: {{ … }} }}";
        }

        return catalogue.FindForeignStep(name) is { } known
            ? $" (here it is called '{known.Name}')"
            : Suggestion.DidYouMean(name, catalogue.Steps.Select(s => s.Name));
    }
}
