using System.Text.Json.Nodes;
using IntegrationActors.Core.Options;
using IntegrationActors.Definitions.Binding;
using IntegrationActors.Definitions.Documentation;
using IntegrationActors.Definitions.Yaml;

namespace IntegrationActors.Definitions.Shapes;

/// <summary>A receiver channel. It has no key of its own: the name of the adapter stands among the options of the record around it.</summary>
internal sealed class ReceiverChannelShape : ValueShape
{
    public override string Word => "receiver channel";

    public override string Sample => "https: { url: \"https://example.org/\" }";

    /// <summary>Binds the channel among the keys of <paramref name="map"/>.</summary>
    /// <returns>The channel; null when there is none, or it is wrong.</returns>
    public static ReceiverChannel? Find(YamlMap map, ComponentOption option, Place place, BindingContext context)
    {
        var entries = map.Entries.Where(e => context.Catalogue.FindReceiver(e.Key.Text) is not null).ToArray();
        if (entries.Length > 1)
        {
            context.Findings.Error(FindingCodes.UnknownChannel, entries[1].Key.Span, $"{place.Title} takes one channel, and '{entries[0].Key.Text}' is one already; keep one");
        }
        else if (entries.Length == 0 && option.IsRequired)
        {
            var names = context.Catalogue.Receivers.Select(r => r.Name).ToArray();
            context.Findings.Error(FindingCodes.Missing, place.Span, $"{place.Title} needs a channel, one of {Wording.OneOf(names)}; write: {place.Key}: {{ {names.FirstOrDefault()}: {{ … }} }}");
        }

        return entries.Length == 0 ? null : Bind(entries[0], context);
    }

    public override object? Bind(YamlNode node, Place place, BindingContext context)
    {
        throw new NotSupportedException("A receiver channel is bound among the keys of the record around it.");
    }

    public override JsonObject Schema(SchemaBuilder schema) => throw new NotSupportedException("A receiver channel is described among the keys of the record around it.");

    private static ReceiverChannel? Bind(YamlEntry entry, BindingContext context)
    {
        var component = context.Catalogue.FindReceiver(entry.Key.Text)!;
        var options = component.Shape.Bind(entry.Value, Place.Of(entry.Key), context);
        return options is null ? null : new ReceiverChannel(component.Name, entry.Key.Span, options);
    }
}
