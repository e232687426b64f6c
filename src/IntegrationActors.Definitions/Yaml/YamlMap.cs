using IntegrationActors.Core.Diagnostics;

namespace IntegrationActors.Definitions.Yaml;

/// <summary>A key with its value.</summary>
internal sealed record YamlEntry(YamlScalar Key, YamlNode Value);

/// <summary>A map: <c>key: value</c> lines or <c>{ key: value }</c>. Keys are unique and in the order of the file.</summary>
internal sealed class YamlMap(SourceSpan span, IReadOnlyList<YamlEntry> entries) : YamlNode(span)
{
    public IReadOnlyList<YamlEntry> Entries { get; } = entries;

    public override string Word => "a map";

    public YamlEntry? Find(string key) => Entries.FirstOrDefault(e => string.Equals(e.Key.Text, key, StringComparison.Ordinal));
}
