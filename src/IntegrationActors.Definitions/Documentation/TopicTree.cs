using IntegrationActors.Definitions.Binding;
using IntegrationActors.Definitions.Bundles;
using IntegrationActors.Definitions.FlowTests;
using IntegrationActors.Definitions.Shapes;

namespace IntegrationActors.Definitions.Documentation;

/// <summary>Finds topics by the path along which a flow nests: <c>splitter.parallel</c>, <c>https.url</c>, <c>from.https.path</c>, <c>flow.timeout</c>.</summary>
internal sealed class TopicTree(Catalogue catalogue)
{
    private static readonly Topic[] Files = [Topic.Of(typeof(FlowOptions), "flow", "flow file"), Topic.Of(typeof(BundleManifest), "bundle", Bundle.ManifestFile), Topic.Of(typeof(FlowTestOptions), "test", "test file")];

    /// <summary>Everything that a path can begin with.</summary>
    public IReadOnlyList<Topic> Roots { get; } =
    [
        .. Files,
        .. catalogue.Steps.Concat(catalogue.Senders).Concat(catalogue.Receivers).Select(c => Topic.Of(c, c.Name)),
        .. Files[0].Record!.Options.Where(o => o.Name is not "flow").Select(o => Topic.Of(o, o.Name)),
    ];

    /// <summary>All topics of this path: several, when a sender and a receiver channel have the same name. Empty when there is none.</summary>
    public IReadOnlyList<Topic> Find(string path, out IReadOnlyList<string> candidates)
    {
        IReadOnlyList<Topic> found = Roots;
        var prefix = "";
        candidates = [];
        foreach (var segment in path.Split('.'))
        {
            var below = prefix.Length == 0 ? found : [.. found.SelectMany(Below)];
            prefix += segment;
            candidates = [.. below.Select(t => t.Path).Distinct(StringComparer.Ordinal)];
            found = [.. below.Where(t => string.Equals(t.Path, prefix, StringComparison.OrdinalIgnoreCase))];
            prefix = found.Count > 0 ? found[0].Path + "." : prefix + ".";
        }

        return found;
    }

    private IEnumerable<Topic> Below(Topic topic)
    {
        var components = topic.Option?.Shape switch
        {
            SenderChannelsShape => catalogue.Senders,
            StepSequenceShape => catalogue.Steps,
            _ => topic.Record?.Channel is null ? [] : catalogue.Receivers,
        };
        return (topic.Record?.Options.Where(o => !o.IsChannel) ?? []).Select(o => Topic.Of(o, $"{topic.Path}.{o.Name}"))
            .Concat(components.Select(c => Topic.Of(c, $"{topic.Path}.{c.Name}")));
    }
}
