using IntegrationActors.Core.Diagnostics;

namespace IntegrationActors.Definitions.Yaml;

/// <summary>A list: <c>- a</c> lines or <c>[a, b]</c>.</summary>
internal sealed class YamlList(SourceSpan span, IReadOnlyList<YamlNode> items) : YamlNode(span)
{
    public IReadOnlyList<YamlNode> Items { get; } = items;

    public override string Word => "a list";
}
