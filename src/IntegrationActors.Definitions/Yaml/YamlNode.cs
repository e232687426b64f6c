using IntegrationActors.Core.Diagnostics;

namespace IntegrationActors.Definitions.Yaml;

/// <summary>A piece of a YAML file with its place.</summary>
internal abstract class YamlNode(SourceSpan span)
{
    public SourceSpan Span { get; } = span;

    /// <summary>What it is, in the words of findings.</summary>
    public abstract string Word { get; }
}
