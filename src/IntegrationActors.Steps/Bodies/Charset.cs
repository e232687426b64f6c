using System.Net.Http.Headers;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;

namespace IntegrationActors.Steps.Bodies;

/// <summary>Keeps <c>Content-Type</c> true when a body takes the place of one in another encoding.</summary>
internal static class Charset
{
    private const string ContentType = "Content-Type";

    /// <summary>Says the encoding of the new body, where the header names that of the old one.</summary>
    public static void Correct(Exchange exchange, Payload body)
    {
        if (exchange.Body.Encoding.CodePage == body.Encoding.CodePage)
        {
            return;
        }

        if (MediaTypeHeaderValue.TryParse(exchange.Headers[ContentType], out var type) && type.CharSet is not null)
        {
            type.CharSet = body.Encoding.WebName;
            exchange.Headers.Set(ContentType, type.ToString());
        }
    }
}
