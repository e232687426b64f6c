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
    /// <summary>Name of the character set that the flow asks for; null when it does not.</summary>
    public static string? CharsetOf(Exchange exchange) =>
        exchange.Properties[ReservedHeaders.Charset]?.ToString() ?? exchange.Headers[ReservedHeaders.Charset];

    /// <summary>Null when the body is in the character set already.</summary>
    /// <exception cref="FaultException">IA3209: the character set is unknown, or has no code for a character of the body.</exception>
    public static async ValueTask<RecodedBody?> OfAsync(Exchange exchange, string charset, CancellationToken cancel)
    {
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
