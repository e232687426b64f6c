using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Definitions.Yaml;

namespace IntegrationActors.Definitions.Binding;

/// <summary>Where a value belongs: the key before it, and how findings call it.</summary>
/// <param name="Key">The key as written, such as <c>splitter</c>.</param>
/// <param name="Span">Where the key stands.</param>
internal readonly record struct Place(string Key, SourceSpan Span)
{
    private readonly string? _title;

    /// <summary>The beginning of a sentence about it.</summary>
    public string Title
    {
        get => _title ?? $"'{Key}'";
        init => _title = value;
    }

    public static Place Of(YamlScalar key) => new(Wording.Short(key.Text), key.Span);
}
