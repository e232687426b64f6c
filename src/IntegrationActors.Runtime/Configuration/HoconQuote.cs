using System.Text.Json;

namespace IntegrationActors.Runtime.Configuration;

/// <summary>Writes values so that HOCON reads back exactly what was meant.</summary>
internal static class HoconQuote
{
    public static string Escape(string value) => JsonEncodedText.Encode(value, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString();

    /// <summary>A value given on the command line or in the environment: lists and objects as they are, everything else as one string.</summary>
    public static string Value(string value)
    {
        var text = value.Trim();
        var composite = (text.StartsWith('[') && text.EndsWith(']')) || (text.StartsWith('{') && text.EndsWith('}'));
        return composite ? text : $"\"{Escape(value)}\"";
    }
}
