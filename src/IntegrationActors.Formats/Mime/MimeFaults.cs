using System.Globalization;
using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Formats.Mime;

/// <summary>Everything that is refused about MIME.</summary>
public static class MimeFaults
{
    public static FaultException NotMime(string why, Exception? cause = null) => new(
        "IA3430",
        $"The body is not a MIME document: {why}",
        "With inlineHeaders the body begins with its own headers, among them Content-Type; without, they are headers of the message.",
        cause);

    public static FaultException TooMany(string what, int limit) => new(
        "IA3431",
        string.Create(CultureInfo.InvariantCulture, $"The MIME document has more than {limit} {what}."),
        "If that is right, raise maxParts; headers and levels are limited always.");
}
