using System.Collections.Frozen;

namespace IntegrationActors.Security;

/// <summary>Takes secrets out of what is logged, traced or answered.</summary>
public static class Masking
{
    public const string Mask = "***";

    // Shorter values would tear ordinary words apart, and are no secrets.
    private const int ShortestSecret = 4;

    private static readonly FrozenSet<string> Names = new[]
    {
        "authorization", "proxy-authorization", "cookie", "set-cookie", "x-api-key", "api-key", "ocp-apim-subscription-key", "x-functions-key", "x-goog-api-key",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly string[] Parts = ["password", "passwd", "secret", "token", "apikey", "api-key", "credential", "private-key", "privatekey"];

    /// <summary>Whether the value of a header (or property) of this name is never shown: a known name, or one that speaks of a password, secret, token or key.</summary>
    public static bool IsSensitive(string name)
    {
        if (Names.Contains(name))
        {
            return true;
        }

        foreach (var part in Parts)
        {
            if (name.Contains(part, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The value as it may be shown.</summary>
    public static string Header(string name, string value) => IsSensitive(name) ? Mask : value;

    /// <summary>Replaces each of the secrets in the text, longest first so that none leaves a rest of another.</summary>
    public static string Text(string text, IEnumerable<string> secrets)
    {
        foreach (var secret in secrets.Where(s => s.Length >= ShortestSecret).OrderByDescending(s => s.Length))
        {
            text = text.Replace(secret, Mask, StringComparison.Ordinal);
        }

        return text;
    }
}
