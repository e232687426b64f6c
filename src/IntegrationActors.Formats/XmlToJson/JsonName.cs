using System.Text.Encodings.Web;
using System.Text.Json;

namespace IntegrationActors.Formats.XmlToJson;

/// <summary>Name of an element or attribute as member name, encoded once per document. Equal by reference.</summary>
internal sealed class JsonName(string text)
{
    private JsonEncodedText? _attribute;

    /// <summary>Escapes what JSON must escape, and leaves the letters of all languages readable.</summary>
    public static JavaScriptEncoder Encoder => JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    public string Text { get; } = text;

    public JsonEncodedText Element { get; } = JsonEncodedText.Encode(text, Encoder);

    public JsonEncodedText Attribute => _attribute ??= JsonEncodedText.Encode("@" + Text, Encoder);
}
