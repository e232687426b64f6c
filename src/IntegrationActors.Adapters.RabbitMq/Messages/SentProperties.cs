using System.Diagnostics;
using System.Text;
using IntegrationActors.Adapters.HeaderFilters;
using IntegrationActors.Core.Exchanges;
using RabbitMQ.Client;

namespace IntegrationActors.Adapters.RabbitMq.Messages;

/// <summary>Properties and headers of a message that leaves.</summary>
internal static class SentProperties
{
    /// <summary>What every message has: the chosen headers, the correlation id of the log, the trace, its type, an id, and the time.</summary>
    public static BasicProperties Of(Exchange exchange, OutboundHeaders selection)
    {
        var headers = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (name, value) in exchange.Headers)
        {
            if (selection.Sends(name) && !name.Equals(PropertyHeaders.ContentType, StringComparison.OrdinalIgnoreCase) && Encoding.UTF8.GetByteCount(name) <= Publishing.Letter.LongestShortText)
            {
                headers[name] = value;
            }
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
