using System.Text.Json;
using System.Text.RegularExpressions;

namespace IntegrationActors.Definitions.Yaml;

/// <summary>Writes a value so that YAML reads the same value back.</summary>
internal static partial class YamlText
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // A JSON string is a double-quoted YAML scalar.
    public static string Write(string text) => Safe().IsMatch(text) && text is not "null" ? text : JsonSerializer.Serialize(text, Readable);

    [GeneratedRegex(@"^[A-Za-z0-9/$_.][A-Za-z0-9/$_.+*-]*\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Safe();
}
