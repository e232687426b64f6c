using System.Diagnostics;
using System.Text;
using IntegrationActors.Adapters.HeaderFilters;
using IntegrationActors.Core.Exchanges;
using RabbitMQ.Client;

namespace IntegrationActors.Adapters.RabbitMq.Messages;

/// <summary>Properties and headers of a message that leaves.</summary>
internal static class SentProperties
{
    // They have to fit into one frame, which has 128 KB by default, together with the other properties.
    private const int MostHeaderBytes = 100_000;

    /// <summary>What every message has: the chosen headers, the correlation id of the log, the trace, its type, an id, and the time.</summary>
    /// <exception cref="FaultException">IA3913: the headers are too large.</exception>
    public static BasicProperties Of(Exchange exchange, OutboundHeaders selection)
    {
        var size = 0;
        var headers = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (name, value) in exchange.Headers)
        {
            if (selection.Sends(name) && !name.Equals(PropertyHeaders.ContentType, StringComparison.OrdinalIgnoreCase) && Encoding.UTF8.GetByteCount(name) <= Publishing.Letter.LongestShortText)
            {
                headers[name] = value;
                size += Encoding.UTF8.GetByteCount(name) + Encoding.UTF8.GetByteCount(value);
            }
        }

        if (size > MostHeaderBytes)
        {
            throw RabbitMqFaults.Value("'headers'", string.Join(", ", headers.Keys), "is more than 100,000 bytes, which AMQP can't carry");
        }

        headers[PropertyHeaders.LogCorrelation] = exchange.Log.CorrelationId ?? exchange.Id.ToString();

        // With tracing on, the step has an activity of its own, and that is what the consumer continues.
        if ((Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity ? activity.Id : exchange.Headers[PropertyHeaders.TraceParent]) is { } parent)
        {
            headers[PropertyHeaders.TraceParent] = parent;
        }

        return new BasicProperties
        {
            Headers = headers,
            ContentType = exchange.Headers[PropertyHeaders.ContentType] is { } type && Encoding.UTF8.GetByteCount(type) <= Publishing.Letter.LongestShortText ? type : null,
            MessageId = exchange.Id.ToString(),
            Timestamp = new AmqpTimestamp(exchange.Time.GetUtcNow().ToUnixTimeSeconds()),
            DeliveryMode = DeliveryModes.Persistent,
        };
    }
}
