using System.Text.Json;

namespace IntegrationActors.Steps.Mapping;

/// <summary>Name of a target field, ready for both formats.</summary>
internal sealed record MapName(string Text)
{
    /// <summary>The text of an element, beside its attributes.</summary>
    public const string Content = "$value";

    public JsonEncodedText Json { get; } = JsonEncodedText.Encode(Text, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping);

    public bool IsAttribute { get; init; }

    public bool IsContent { get; init; }

    public string Prefix { get; init; } = "";

    public string Local { get; init; } = "";

    public string Namespace { get; init; } = "";
}
