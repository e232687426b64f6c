using IntegrationActors.Core.Diagnostics;

namespace IntegrationActors.Definitions.Yaml;

/// <summary>How a scalar is written.</summary>
internal enum YamlStyle
{
    Plain,
    SingleQuoted,
    DoubleQuoted,
    Literal,
    Folded,
}

/// <summary>A single value, always kept as the text that the author wrote: what it means depends on the option that takes it.</summary>
internal sealed class YamlScalar(SourceSpan span, string text, YamlStyle style, string raw) : YamlNode(span)
{
    private ScalarPlaces? _places;

    public string Text { get; } = text;

    public YamlStyle Style { get; } = style;

    /// <summary>Nothing, <c>~</c> or <c>null</c>.</summary>
    public bool IsNull => Style == YamlStyle.Plain && Text is "" or "~" or "null";

    public override string Word => IsNull ? "nothing" : "a single value";

    /// <summary>Place of the character <paramref name="offset"/> of <see cref="Text"/>: behind quotes, escapes, indentation and folded lines.</summary>
    public SourceSpan PlaceOf(int offset, int length = 0) => (_places ??= new ScalarPlaces(this, raw)).Of(offset) with { Length = length };
}
