using System.Text.Json.Nodes;
using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Options;
using IntegrationActors.Definitions.Binding;
using IntegrationActors.Definitions.Documentation;
using IntegrationActors.Definitions.Yaml;

namespace IntegrationActors.Definitions.Shapes;

/// <summary>One sender channel or a list of them, each a map of one key that names the adapter.</summary>
internal sealed class SenderChannelsShape : ValueShape
{
    public override string Word => "sender channel, or a list of them";

    public override string Sample => "{ https: { path: /orders } }";

    public override object? Bind(YamlNode node, Place place, BindingContext context)
    {
        IReadOnlyList<YamlNode> items = node is YamlList list ? list.Items : [node];
        var channels = new List<SenderChannel>(items.Count);
        foreach (var item in items)
        {
            if (BindChannel(item, place, context) is { } channel)
            {
                channels.Add(channel);
            }
        }

        return channels.ToArray();
    }

    public override JsonObject Schema(SchemaBuilder schema) => schema.Senders();

    private SenderChannel? BindChannel(YamlNode item, Place place, BindingContext context)
    {
        if (item is not YamlMap map)
        {
            context.WrongShape(item, place, "a channel", Sample);
            return null;
        }

        if (OneKeyMap.Take(map, "a channel", name => context.Catalogue.FindSender(name) is not null, context) is not { } entry)
        {
            return null;
        }

        if (context.Catalogue.FindSender(entry.Key.Text) is not { } component)
        {
            var names = context.Catalogue.Senders.Select(s => s.Name).ToArray();
            context.Findings.Error(FindingCodes.UnknownChannel, entry.Key.Span, $"unknown channel '{Wording.Short(entry.Key.Text)}'{Suggestion.DidYouMean(entry.Key.Text, names)}; {place.Title} takes {Wording.OneOf(names)}");
            return null;
        }

        var options = component.Shape.Bind(entry.Value, Place.Of(entry.Key), context);
        return options is null ? null : new SenderChannel(component.Name, entry.Key.Span, options);
    }
}
