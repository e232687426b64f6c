using System.Text.RegularExpressions;
using IntegrationActors.Security;

namespace IntegrationActors.Cli.Recording;

/// <summary>Takes secrets out of a recorded body: values of JSON members, XML elements and form fields whose names speak of a password, token or key.</summary>
internal static partial class SecretText
{
    public static string Mask(string text)
    {
        text = JsonMember().Replace(text, Masked);
        text = XmlElement().Replace(text, Masked);
        return Pair().Replace(text, Masked);
    }

    private static string Masked(Match match) => Masking.IsSensitive(match.Groups["name"].Value)
        ? $"{match.Groups["before"].Value}{Masking.Mask}{match.Groups["after"].Value}"
        : match.Value;

    [GeneratedRegex("""(?<before>"(?<name>[^"\\]{1,100})"\s*:\s*")(?<value>(?:[^"\\]|\\.)*)(?<after>")""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 2000)]
    private static partial Regex JsonMember();

    [GeneratedRegex("""(?<before><(?:[\w.-]+:)?(?<name>[\w.-]{1,100})(?:\s[^<>]*)?>)(?<value>[^<>]+)(?<after></)""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 2000)]
    private static partial Regex XmlElement();

    [GeneratedRegex("""(?<before>(?:^|[&?\s])(?<name>[\w.-]{1,100})=["']?)(?<value>[^&\s"'<>]+)(?<after>)""", RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Pair();
}
