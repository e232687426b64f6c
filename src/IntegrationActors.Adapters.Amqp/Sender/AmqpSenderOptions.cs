using System.ComponentModel.DataAnnotations;
using IntegrationActors.Adapters.HeaderFilters;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Adapters.Amqp.Sender;

/// <summary>
/// Takes messages from a queue or a topic subscription of a broker that speaks AMQP 1.0, over TCP or WebSocket. At least once: a message is accepted when its run is completed; until then the broker keeps it,
/// and gives it to another node when this one dies. The broker sends what the flow has room for, and keeps the rest. The body is what the message carries: data as bytes, a text in UTF-8, lists and maps
/// as JSON. The flow finds in the headers <c>JMSMessageID</c>, <c>JMSCorrelationID</c>, <c>JMSType</c> (subject), <c>JMSReplyTo</c>, <c>JMSDestination</c>, <c>JMSTimestamp</c>, <c>JMSExpiration</c>
/// (milliseconds since 1970), <c>JMSPriority</c>, <c>JMSDeliveryMode</c> (2 persistent, 1 not), <c>JMSRedelivered</c>, <c>JMSXDeliveryCount</c> (1 at first), <c>JMSXGroupID</c>, <c>JMSXGroupSeq</c>,
/// <c>JMSXUserID</c> and <c>Content-Type</c> what the message says of itself. A message that can't be read, or has expired, is logged FAILED without a run, and rejected.
/// </summary>
[SenderChannel("amqp", typeof(AmqpSenderAdapter), Sap = "AMQP sender", Camel = "amqp")]
[Example("A queue, four messages at once, three tries", "amqp: { host: broker.example.com, credential: broker, queue: orders, concurrency: 4, retry: { attempts: 3, pause: 5s } }")]
[Example(
    "An event broker over WebSocket, with access tokens that are renewed; the credential has id and secret of the client",
    "amqp: { host: events.example.com, transport: webSocket, path: /protocols/amqp10ws, handshakeCredential: events-client, token: { url: \"https://login.example.com/oauth2/token\" }, queue: \"queue:shop/orders\", allowedHeaders: [\"x-shop-.*\"] }")]
[Example("A durable subscription of a topic, by client certificate", "amqp: { host: broker.example.com, clientCertificate: erp-key, trustedCertificates: [broker-ca], topic: prices, subscription: erp }")]
public sealed record AmqpSenderOptions : AmqpChannelOptions
{
    /// <summary>The queue, as the broker wants it written: <c>orders</c>, <c>/amq/queue/orders</c>, <c>queue:orders</c>. This or <c>topic</c>.</summary>
    [StringLength(1000, MinimumLength = 1)]
    [Shown("orders")]
    public string? Queue { get; init; }

    /// <summary>The topic, as the broker wants it written.</summary>
    [StringLength(1000, MinimumLength = 1)]
    public string? Topic { get; init; }

    /// <summary>Name of a durable subscription of the topic: the broker keeps messages also while nobody takes them. Default: only those that come while the flow runs.</summary>
    [StringLength(255, MinimumLength = 1)]
    public string? Subscription { get; init; }

    /// <summary>As whom the broker knows the channel, by which it keeps durable subscriptions. Default: tenant and flow for a subscription, else a new one for each connection.</summary>
    [Advanced]
    [StringLength(255, MinimumLength = 1)]
    public string? ContainerId { get; init; }

    /// <summary>Messages that run at once on each node, 1 to 99. More than the flow admits wait.</summary>
    [Range(1, 99)]
    public int Concurrency { get; init; } = 1;

    /// <summary>Messages that the broker sends to each node ahead of those that run, 0 to 1,000. For flows that take minutes 0, so that other nodes get them.</summary>
    [Range(0, 1000)]
    public int Prefetch { get; init; } = 10;

    /// <summary>What happens to messages that fail.</summary>
    public AmqpRetryOptions? Retry { get; init; }

    /// <summary>Takes messages that have expired. Off: they are rejected.</summary>
    public bool ConsumeExpired { get; init; }

    /// <summary>Sends no answer to the reply-to address of a message. By default the body and the headers at the end of a completed run go there, with the id of the message as correlation id.</summary>
    public bool DisableReplyTo { get; init; }

    /// <summary>Application properties that come into the message as headers, beside those that the flow allows: names, regular expressions, or <c>*</c>. None that starts with <c>JMS</c>.</summary>
    [InboundHeader]
    public IReadOnlyList<string> AllowedHeaders { get; init; } = [];

    internal string Address => Queue ?? Topic!;

    /// <summary>What is taken from where has to be clear.</summary>
    public override IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var finding in base.Validate(validationContext))
        {
            yield return finding;
        }

        if (Queue is null == Topic is null)
        {
            yield return new ValidationResult("messages come from one place: write 'queue' or 'topic'", [nameof(Queue), nameof(Topic)]);
        }

        if (Subscription is not null && Topic is null)
        {
            yield return new ValidationResult("a subscription belongs to a topic; write 'topic', or leave 'subscription' out", [nameof(Subscription)]);
        }
    }
}

/// <summary>What happens to a message whose run fails. How often it came before is what the broker says, or what this node counted if that is more.</summary>
[Shorthand(nameof(Attempts))]
public sealed record AmqpRetryOptions
{
    /// <summary>
    /// Tries in all, the first included, after which the message is settled with <c>finally</c>; 0 tries without end. The node knows a message again by its id, and one without an id by a hash of its properties, application properties and
    /// body, so that several of the same content share their tries. It remembers 10,000 messages that failed, until it is started anew.
    /// </summary>
    [Range(0, 10_000)]
    public int Attempts { get; init; } = 6;

    /// <summary>How long a failed message is held before it is given back, 0 to 10 minutes. Meanwhile it counts as one of those that the broker sent ahead; messages behind it go on.</summary>
    [DefaultText("1s")]
    [Range(typeof(TimeSpan), "0s", "10m")]
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How a failed message is given back. A broker that says it does not know <c>modified</c> gets <c>released</c>.</summary>
    public AmqpFailureOutcome Outcome { get; init; } = AmqpFailureOutcome.Modified;

    /// <summary>How a message is settled whose tries are used up.</summary>
    public AmqpFinalOutcome Finally { get; init; } = AmqpFinalOutcome.Rejected;
}

/// <summary>How the broker is told that a message failed and may come again.</summary>
public enum AmqpFailureOutcome
{
    /// <summary>As a failed delivery: the broker counts it.</summary>
    Modified,

    /// <summary>As if it had not been tried; some brokers count it all the same.</summary>
    Released,

    /// <summary>At once for good: the broker puts it among its dead letters, or drops it if it has none.</summary>
    Rejected,
}

/// <summary>How the broker is told that a message has failed for good.</summary>
public enum AmqpFinalOutcome
{
    /// <summary>The message can't be processed: the broker puts it among its dead letters, or drops it if it has none.</summary>
    Rejected,

    /// <summary>A failed delivery that this channel does not want again: what follows is up to the broker.</summary>
    Undeliverable,
}
