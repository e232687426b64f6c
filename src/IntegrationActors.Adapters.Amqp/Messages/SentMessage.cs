using System.Globalization;
using System.Runtime.InteropServices;
using Amqp;
using Amqp.Framing;
using IntegrationActors.Adapters.HeaderFilters;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using AmqpMessage = Amqp.Message;

namespace IntegrationActors.Adapters.Amqp.Messages;

/// <summary>Makes messages for the broker.</summary>
internal static class SentMessage
{
    private static readonly DateTimeOffset LatestTime = DateTimeOffset.FromUnixTimeMilliseconds(253_402_300_799_999);

    /// <summary>Body and headers of an exchange as a message; id, times and the like are for the caller to set.</summary>
    /// <exception cref="FaultException">IA3894: a header can't have the type that the channel says; IA3010: the body is too large.</exception>
    public static async ValueTask<AmqpMessage> OfAsync(Exchange exchange, SentForm form, CancellationToken cancel)
    {
        var bytes = await exchange.Body.ReadBytesAsync(cancel);
        return new AmqpMessage
        {
            Header = new Header(),
            Properties = PropertiesOf(exchange.Headers),
            ApplicationProperties = ApplicationPropertiesOf(exchange, form),
            BodySection = form.IsText ? new AmqpValue { Value = exchange.Body.AsText() } : DataOf(bytes),
        };
    }

    /// <summary>What AMQP has properties for; those that name one delivery are not taken over.</summary>
    private static Properties PropertiesOf(HeaderMap headers)
    {
        var properties = new Properties();
        if (headers[MessageHeaders.ContentType] is { Length: > 0 } contentType)
        {
            properties.ContentType = contentType;
        }

        if (headers[MessageHeaders.Type] is { Length: > 0 } subject)
        {
            properties.Subject = subject;
        }

        if (headers[MessageHeaders.CorrelationId] is { Length: > 0 } correlation)
        {
            properties.CorrelationId = correlation;
        }

        if (headers[MessageHeaders.GroupId] is { Length: > 0 } group)
        {
            properties.GroupId = group;
            properties.GroupSequence = uint.TryParse(headers[MessageHeaders.GroupSequence], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        }

        return properties;
    }

    private static ApplicationProperties ApplicationPropertiesOf(Exchange exchange, SentForm form)
    {
        var properties = new ApplicationProperties();
        foreach (var (name, value) in exchange.Headers)
        {
            if (!MessageHeaders.IsOfProperties(name) && form.Headers.Sends(name))
            {
                properties[form.NameOf(name)] = Typed(name, value, form);
            }
        }

        properties[MessageHeaders.LogCorrelation] = exchange.Log.CorrelationId ?? exchange.Id.ToString();
        return properties;
    }

    private static object Typed(string name, string value, SentForm form)
    {
        if (!form.Types.TryGetValue(name, out var type))
        {
            return value;
        }

        const NumberStyles Whole = NumberStyles.AllowLeadingSign;
        var invariant = CultureInfo.InvariantCulture;
        object? typed = type switch
        {
            AmqpHeaderType.Boolean => bool.TryParse(value, out var truth) ? truth : null,
            AmqpHeaderType.Int => int.TryParse(value, Whole, invariant, out var number) ? number : null,
            AmqpHeaderType.Long => long.TryParse(value, Whole, invariant, out var number) ? number : null,
            AmqpHeaderType.Double => double.TryParse(value, NumberStyles.Float, invariant, out var number) ? number : null,
            AmqpHeaderType.Timestamp => long.TryParse(value, Whole, invariant, out var time) && time >= 0 && time <= LatestTime.ToUnixTimeMilliseconds() ? DateTimeOffset.FromUnixTimeMilliseconds(time).UtcDateTime : null,
            _ => value,
        };
        return typed ?? throw new FaultException(
            AmqpFaults.BadValue, $"Header '{name}' has the value '{Fault.Cut(value)}', which is no {type.ToString().ToLowerInvariant()}.", "Correct 'headerTypes' of the channel, or what the flow sets.");
    }

    private static Data DataOf(ReadOnlyMemory<byte> bytes)
    {
        if (!MemoryMarshal.TryGetArray(bytes, out var array) || array.Array is null)
        {
            return new Data { Binary = bytes.ToArray() };
        }

        return new Data { Buffer = new ByteBuffer(array.Array, array.Offset, array.Count, array.Count) };
    }
}
