using System.Collections.Frozen;
using System.Text;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using Microsoft.Net.Http.Headers;

namespace IntegrationActors.Adapters.Https.Receiver;

/// <summary>The body of a call in another character set than the message has it in: what the property or header <c>CamelCharsetName</c> asks for.</summary>
/// <param name="Payload">The body.</param>
/// <param name="ContentType">Its type, which names the character set; null when the message has none.</param>
internal sealed record RecodedBody(Payload Payload, string? ContentType)
{
    private static readonly FrozenSet<string> BinaryKinds = FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "image", "audio", "video");

    private static readonly FrozenSet<string> BinaryTypes = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase, "application/octet-stream", "application/zip", "application/gzip", "application/pdf");

    /// <summary>Name of the character set that the flow asks for; null when it does not.</summary>
    public static string? CharsetOf(Exchange exchange) =>
        exchange.Properties[ReservedHeaders.Charset]?.ToString() ?? exchange.Headers[ReservedHeaders.Charset];

    /// <summary>Null when the body is in the character set already, or is no text.</summary>
    /// <exception cref="FaultException">IA3209: the character set is unknown, or has no code for a character of the body.</exception>
    public static async ValueTask<RecodedBody?> OfAsync(Exchange exchange, string charset, CancellationToken cancel)
    {
        if (IsBinary(exchange.Headers["Content-Type"]))
        {
            return null;
        }

        var encoding = ContentCharset.Find(charset) ?? throw HttpReceiverFaults.Charset(charset);
        var body = exchange.Body;
        if (encoding.CodePage == body.Encoding.CodePage)
        {
            return null;
        }

        var strict = (Encoding)encoding.Clone();
        strict.EncoderFallback = EncoderFallback.ExceptionFallback;
        try
        {
            return new RecodedBody(Payload.FromBytes(strict.GetBytes(await body.ReadTextAsync(cancel)), encoding), TypeWith(encoding, exchange.Headers["Content-Type"]));
        }
        catch (EncoderFallbackException e)
        {
            throw HttpReceiverFaults.Charset(charset, e);
        }
    }

    // A type that names a character set is text, and so is what ends in +xml, such as an SVG image.
    private static bool IsBinary(string? type) =>
        MediaTypeHeaderValue.TryParse(type, out var media)
        && !media.Charset.HasValue
        && !media.Suffix.HasValue
        && (BinaryKinds.Contains(media.Type.ToString()) || BinaryTypes.Contains(media.MediaType.ToString()));

    private static string? TypeWith(Encoding encoding, string? type)
    {
        if (!MediaTypeHeaderValue.TryParse(type, out var media))
        {
            return type;
        }

        media.Charset = encoding.WebName;
        return media.ToString();
    }
}
