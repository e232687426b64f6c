using System.ComponentModel.DataAnnotations;
using IntegrationActors.Adapters.HeaderFilters;
using IntegrationActors.Adapters.Retries;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Adapters.Amqp.Receiver;

/// <summary>
/// Sends the message to a queue or topic of a broker that speaks AMQP 1.0, over TCP or WebSocket. The step is done when the broker has accepted the message; what it rejects, releases or modifies fails the
/// step with the broker's reason. With <c>call</c> the message asks for an answer at a temporary address of the broker, and the answer becomes body and headers; with <c>send</c> the message stays as it is.
/// Headers <c>Content-Type</c>, <c>JMSType</c> (subject), <c>JMSCorrelationID</c>, <c>JMSXGroupID</c> and <c>JMSXGroupSeq</c> become what AMQP has properties for, others application properties.
/// </summary>
[ReceiverChannel("amqp", typeof(AmqpReceiverAdapter), Sap = "AMQP receiver", Camel = "amqp")]
[Example("Into a queue, three attempts", "amqp: { host: broker.example.com, credential: broker, queue: \"orders-${header.region}\", retry: 3 }")]
[Example("To a topic over WebSocket, for an hour; a number stays a number", "amqp: { host: events.example.com, transport: webSocket, path: /protocols/amqp10ws, handshakeCredential: events-client, token: { url: \"https://login.example.com/oauth2/token\" }, topic: \"topic:shop/orders\", timeToLive: 1h, headerTypes: { amount: double } }")]
public sealed record AmqpReceiverOptions : AmqpChannelOptions
{
    /// <summary>The queue, as the broker wants it written: <c>orders</c>, <c>/amq/queue/orders</c>, <c>queue:orders</c>. This or <c>topic</c>.</summary>
    [Shown("orders")]
    public Expression? Queue { get; init; }

    /// <summary>The topic, as the broker wants it written.</summary>
    public Expression? Topic { get; init; }

    /// <summary>Whether the broker has to keep the message over its own restart.</summary>
    public AmqpDelivery Delivery { get; init; } = AmqpDelivery.Persistent;

    /// <summary>How long the message is worth something, in milliseconds at least. Default: what the broker says.</summary>
    [Range(typeof(TimeSpan), "1ms", "45d")]
    public TimeSpan? TimeToLive { get; init; }

    /// <summary>What the body becomes.</summary>
    public AmqpMessageType MessageType { get; init; } = AmqpMessageType.Binary;

    /// <summary>Id of the message, by which some brokers find what comes twice. Default, and when it is empty: a new one for each message, the same in all attempts.</summary>
    public Expression? MessageId { get; init; }

    /// <summary>Address to which somebody may answer; the flow does not wait. With <c>call</c> it is the temporary one.</summary>
    [Advanced]
    public Expression? ReplyTo { get; init; }

    /// <summary>Headers that become application properties: names, or <c>*</c> for all. Those of the runtime (<c>Camel…</c>, <c>SAP_…</c>) never do, but for <c>SAP_MplCorrelationId</c>, which always goes.</summary>
    [DefaultText("[\"*\"]")]
    [OutboundHeader]
    public IReadOnlyList<string> Headers { get; init; } = ["*"];

    /// <summary>Types of application properties, by the names of the headers; others are text. A header that has no value of its type fails the step with IA3894.</summary>
    public IReadOnlyDictionary<string, AmqpHeaderType> HeaderTypes { get; init; } = new Dictionary<string, AmqpHeaderType>(StringComparer.Ordinal);

    /// <summary>Names of application properties.</summary>
    [Advanced]
    public AmqpHeaderFormat HeaderFormat { get; init; } = AmqpHeaderFormat.Passthrough;

    /// <summary>Application properties of an answer that come into the message as headers: names, regular expressions, or <c>*</c>.</summary>
    [DefaultText("[\"*\"]")]
    [InboundHeader]
    public IReadOnlyList<string> ResponseHeaders { get; init; } = ["*"];

    /// <summary>Longest wait for an answer, with <c>call</c>.</summary>
    [DefaultText("60s")]
    [Range(typeof(TimeSpan), "1ms", "1h")]
    public TimeSpan ReplyTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Tries again when the broker can't be reached, has no room, or gives the message back; never when the message may have arrived. Default: one attempt.</summary>
    public SendRetryOptions? Retry { get; init; }

    /// <summary>Where the message goes has to be clear.</summary>
    public override IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var finding in base.Validate(validationContext))
        {
            yield return finding;
        }

        if (Queue is null == Topic is null)
        {
            yield return new ValidationResult("a message goes to one place: write 'queue' or 'topic'", [nameof(Queue), nameof(Topic)]);
        }
    }
}

/// <summary>Whether a broker has to keep a message over its own restart.</summary>
public enum AmqpDelivery
{
    /// <summary>Yes.</summary>
    Persistent,

    /// <summary>No.</summary>
    NonPersistent,
}

/// <summary>What the body of a message becomes in AMQP.</summary>
public enum AmqpMessageType
{
    /// <summary>Bytes as they are (section <c>data</c>).</summary>
    Binary,

    /// <summary>A text (section <c>amqp-value</c>), read in the character set that the message has, else UTF-8.</summary>
    Text,
}

/// <summary>What names of headers become.</summary>
public enum AmqpHeaderFormat
{
    /// <summary>They stay.</summary>
    Passthrough,

    /// <summary><c>-</c> becomes <c>_HYPHEN_</c> and <c>.</c> becomes <c>_DOT_</c>, for receivers with JMS.</summary>
    Replace,
}
