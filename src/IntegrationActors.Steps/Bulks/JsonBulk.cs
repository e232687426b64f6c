using System.Text;
using System.Text.Json;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;

namespace IntegrationActors.Steps.Bulks;

/// <summary>Checks JSON values that go into a bulk as they are.</summary>
internal static class JsonBulk
{
    /// <summary>The bytes of a body, which is one JSON value.</summary>
    /// <exception cref="FaultException">IA3546: it is not JSON.</exception>
    public static async ValueTask<ReadOnlyMemory<byte>> ReadAsync(Payload body, CancellationToken cancel)
    {
        var bytes = await body.ReadBytesAsync(cancel);
        var value = bytes.Span.StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes;
        Check(value.Span);
        return value;
    }

    private static void Check(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, JsonLimits.Reader);
        try
        {
            while (reader.Read())
            {
                // Only its form is of interest.
            }
        }
        catch (JsonException e)
        {
            throw new FaultException("IA3546", $"A message that goes into the bulk is not JSON: {e.Message}", "See what wrote it. The format 'xml' and, for an aggregator, 'text' take other messages.", e);
        }
    }
}
