using System.Collections;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Amqp;
using Amqp.Framing;
using Amqp.Types;
using IntegrationActors.Adapters.Amqp.Connections;
using IntegrationActors.Adapters.HeaderFilters;
using IntegrationActors.Adapters.Https;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Options;
using AmqpMessage = Amqp.Message;
using Message = IntegrationActors.Core.Messages.Message;

namespace IntegrationActors.Adapters.Amqp.Messages;

/// <summary>A message as the broker gave it: content that was checked before it was parsed.</summary>
internal sealed class ReceivedMessage
{
    // RabbitMQ, which does not count in the header of AMQP, does so for quorum queues.
    private const string CountOfRabbitMq = "x-delivery-count";

    private const byte UsualPriority = 4;

    private readonly AmqpMessage _message;
    private readonly Payload _body;

    private ReceivedMessage(AmqpMessage message)
    {
        _message = message;
        _body = BodyOf(message);

        // Not every type may be an id, and the library says so when it is asked.
        RawMessageId = message.Properties?.GetMessageId();
        RawCorrelationId = message.Properties?.GetCorrelationId();
    }

    /// <summary>How often it came before without success, as far as the broker says.</summary>
    public int FailedDeliveries => Math.Max(
        (int)Math.Min(_message.Header?.DeliveryCount ?? 0, int.MaxValue),
        Count(_message.ApplicationProperties?.Map?[CountOfRabbitMq]) ?? Count(_message.MessageAnnotations?.Map?[(Symbol)CountOfRabbitMq]) ?? 0);

    public string? MessageId => ValueText.Of(RawMessageId);

    /// <summary>The id as it came, with its type: an answer names it.</summary>
    public object? RawMessageId { get; }

    public string? CorrelationId => ValueText.Of(RawCorrelationId);

    /// <summary>As it came.</summary>
    public object? RawCorrelationId { get; }

    public string? ReplyTo => _message.Properties?.ReplyTo is { Length: > 0 } address ? address : null;

    /// <summary>The correlation id of the log of the flow that sent it.</summary>
    public string? LogCorrelation => MessageHeaders.Correlation(_message.ApplicationProperties?.Map?[MessageHeaders.LogCorrelation] as string);

    /// <summary>Until when it is worth something; null: for ever.</summary>
    public DateTimeOffset? Expires => _message.Properties is { AbsoluteExpiryTime: var time } && time > DateTime.UnixEpoch ? new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Utc)) : null;

    /// <summary>Reads content.</summary>
    /// <exception cref="FaultException">IA3892, IA3895: it is too large or no message.</exception>
    public static ReceivedMessage Read(ArrivingContent content, ByteSize largest)
    {
        if (content.IsTooLarge)
        {
            throw new FaultException(AmqpFaults.TooLarge, $"The message is larger than {largest}.", "Raise 'maxMessageSize', or let the producer send less.");
        }

        if (!AmqpValues.AreSound(content.Bytes.Span))
        {
            throw NotReadable("its values are nested too deep, too many, or broken");
        }

        try
        {
            MemoryMarshal.TryGetArray(content.Bytes, out var bytes);
            return new ReceivedMessage(AmqpMessage.Decode(new ByteBuffer(bytes.Array, bytes.Offset, bytes.Count, bytes.Count)));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Whatever the library throws over what a stranger wrote concerns this message alone.
            throw NotReadable(e.Message);
        }
    }

    /// <summary>The message for the flow: application properties that may come in, then properties of AMQP, which no application property can replace.</summary>
    public Message ToMessage(InboundHeaders allowed)
    {
        var message = new Message { Body = _body };
        if (_message.ApplicationProperties?.Map is { } properties)
        {
            foreach (var (key, value) in properties)
            {
                if (key is string { Length: > 0 } name && !MessageHeaders.IsOfProperties(name) && allowed.Takes(name))
                {
                    message.Headers.Set(name, ValueText.Of(value));
                }
            }
        }

        CopyProperties(message.Headers);
        CopyHeader(message.Headers);
        return message;
    }

    private void CopyProperties(HeaderMap headers)
    {
        if (_message.Properties is not { } properties)
        {
            return;
        }

        Set(headers, MessageHeaders.ContentType, properties.ContentType);
        Set(headers, MessageHeaders.MessageId, MessageId);
        Set(headers, MessageHeaders.CorrelationId, CorrelationId);
        Set(headers, MessageHeaders.Destination, properties.To);
        Set(headers, MessageHeaders.ReplyTo, properties.ReplyTo);
        Set(headers, MessageHeaders.Type, properties.Subject);
        Set(headers, MessageHeaders.Timestamp, properties.CreationTime > DateTime.UnixEpoch ? ValueText.Milliseconds(properties.CreationTime) : null);
        Set(headers, MessageHeaders.Expiration, Expires?.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
        Set(headers, MessageHeaders.GroupId, properties.GroupId);
        Set(headers, MessageHeaders.GroupSequence, properties.GroupId is null ? null : properties.GroupSequence.ToString(CultureInfo.InvariantCulture));
        Set(headers, MessageHeaders.UserId, properties.UserId is { } user ? Encoding.UTF8.GetString(user) : null);
    }

    private void CopyHeader(HeaderMap headers)
    {
        headers.Set(MessageHeaders.DeliveryCount, (FailedDeliveries + 1L).ToString(CultureInfo.InvariantCulture));
        headers.Set(MessageHeaders.Redelivered, FailedDeliveries > 0 ? "true" : "false");
        headers.Set(MessageHeaders.DeliveryMode, _message.Header is { Durable: true } ? MessageHeaders.Persistent : MessageHeaders.NonPersistent);
        headers.Set(MessageHeaders.Priority, (_message.Header?.Priority ?? UsualPriority).ToString(CultureInfo.InvariantCulture));
    }

    private static void Set(HeaderMap headers, string name, string? value)
    {
        if (value is not null)
        {
            headers.Set(name, value);
        }
    }

    private static Payload BodyOf(AmqpMessage message) => message.BodySection switch
    {
        null => Payload.Empty,
        Data data => Payload.FromBytes(BytesOf(data), EncodingOf(message)),
        DataList list => Payload.FromBytes(Joined(list), EncodingOf(message)),
        AmqpSequence sequence => Payload.FromBytes(ValueText.Json(sequence.List)),
        _ => OfValue(message),
    };

    private static Payload OfValue(AmqpMessage message) => message.Body switch
    {
        null => Payload.Empty,
        byte[] bytes => Payload.FromBytes(bytes, EncodingOf(message)),
        IDictionary or IList or DescribedValue => Payload.FromBytes(ValueText.Json(message.Body)),
        var simple => Payload.FromText(ValueText.Of(simple) ?? ""),
    };

    private static byte[] Joined(DataList list)
    {
        using var all = new MemoryStream();
        for (var i = 0; i < list.Count; i++)
        {
            all.Write(BytesOf(list[i]).Span);
        }

        return all.ToArray();
    }

    private static ReadOnlyMemory<byte> BytesOf(Data data) => data.Buffer is { } buffer ? buffer.Buffer.AsMemory(buffer.Offset, buffer.Length) : data.Binary;

    private static Encoding? EncodingOf(AmqpMessage message) => ContentCharset.TryGet(message.Properties?.ContentType, out var encoding) ? encoding : null;

    private static int? Count(object? value) => value is byte or ushort or uint or short or int or long
        ? (int)Math.Clamp(Convert.ToInt64(value, CultureInfo.InvariantCulture), 0, int.MaxValue)
        : null;

    private static FaultException NotReadable(string why) => new(AmqpFaults.Unreadable, $"What came is no message of AMQP: {Fault.Cut(why)}.", "See what its producer sends.");
}
