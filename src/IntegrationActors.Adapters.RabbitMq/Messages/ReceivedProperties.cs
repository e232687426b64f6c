using System.Globalization;
using System.Text;
using IntegrationActors.Adapters.HeaderFilters;
using IntegrationActors.Adapters.Https;
using IntegrationActors.Core.Messages;
using RabbitMQ.Client;

namespace IntegrationActors.Adapters.RabbitMq.Messages;

/// <summary>Brings properties and headers of a message of the broker into the headers of a flow.</summary>
internal static class ReceivedProperties
{
    private const string DeliveryCount = "x-delivery-count";
    private const string Deaths = "x-death";
    private const int LongestCorrelation = 128;

    /// <summary>Headers that the channel lets in, then the properties, which nobody but the publisher of the message can set.</summary>
    public static void CopyTo(HeaderMap headers, IReadOnlyBasicProperties properties, InboundHeaders selection)
    {
        foreach (var (name, value) in properties.Headers ?? new Dictionary<string, object?>(StringComparer.Ordinal))
        {
            // The number by which publishers of .NET find their confirmations says nothing to anybody else.
            if (name.Length > 0 && name != Constants.PublishSequenceNumberHeader && (selection.Takes(name) || IsOfTrace(name)))
            {
                headers.Set(name, HeaderText.Of(value));
            }
        }

        Set(PropertyHeaders.ContentType, properties.ContentType);
        Set(PropertyHeaders.ContentEncoding, properties.ContentEncoding);
        Set(PropertyHeaders.CorrelationId, properties.CorrelationId);
        Set(PropertyHeaders.ReplyTo, properties.ReplyTo);
        Set(PropertyHeaders.MessageId, properties.MessageId);
        Set(PropertyHeaders.Expiration, properties.Expiration);
        Set(PropertyHeaders.Type, properties.Type);
        Set(PropertyHeaders.UserId, properties.UserId);
        Set(PropertyHeaders.AppId, properties.AppId);
        Set(PropertyHeaders.Timestamp, properties.IsTimestampPresent() ? HeaderText.Milliseconds(properties.Timestamp) : null);
        Set(PropertyHeaders.Priority, properties.IsPriorityPresent() ? properties.Priority.ToString(CultureInfo.InvariantCulture) : null);

        void Set(string name, string? value)
        {
            if (value is not null)
            {
                headers.Set(name, value);
            }
        }
    }

    /// <summary>How often the message came before: a quorum queue counts, any other queue tells once or never.</summary>
    public static long ReturnsOf(IReadOnlyBasicProperties properties, bool isRedelivered) =>
        NumberOf(properties.Headers, DeliveryCount) ?? (isRedelivered ? 1 : 0);

    /// <summary>How often the message was a dead letter.</summary>
    public static long DeathsOf(IReadOnlyBasicProperties properties) => properties.Headers is { } headers && headers.TryGetValue(Deaths, out var value) && value is System.Collections.IList deaths
        ? deaths.OfType<IDictionary<string, object?>>().Sum(death => NumberOf(death, "count") ?? 0)
        : 0;

    /// <summary>The id by which entries of the log belong together, when it has the form of one: up to 128 visible ASCII characters.</summary>
    public static string? CorrelationOf(IReadOnlyBasicProperties properties) =>
        properties.Headers is { } headers && headers.TryGetValue(PropertyHeaders.LogCorrelation, out var value) && HeaderText.Of(value) is { Length: > 0 and <= LongestCorrelation } given
            && !given.AsSpan().ContainsAnyExceptInRange('!', '~')
            ? given
            : null;

    /// <summary>The body, in memory of its own: the library takes its back.</summary>
    public static Payload BodyOf(ReadOnlySpan<byte> body, IReadOnlyBasicProperties properties, PayloadSpool spool)
    {
        using var writer = new PayloadWriter(spool, body.Length);
        writer.Write(body);
        return writer.ToPayload(EncodingOf(properties.ContentType));
    }

    private static long? NumberOf(IDictionary<string, object?>? table, string name) =>
        table is not null && table.TryGetValue(name, out var value) && value is sbyte or byte or short or ushort or int or uint or long
            ? Convert.ToInt64(table[name], CultureInfo.InvariantCulture)
            : null;

    private static Encoding? EncodingOf(string? contentType) => ContentCharset.TryGet(contentType, out var encoding) ? encoding : null;

    private static bool IsOfTrace(string name) =>
        name.Equals(PropertyHeaders.TraceParent, StringComparison.OrdinalIgnoreCase) || name.Equals(PropertyHeaders.TraceState, StringComparison.OrdinalIgnoreCase);
}
