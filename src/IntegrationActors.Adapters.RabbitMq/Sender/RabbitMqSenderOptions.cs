using System.ComponentModel.DataAnnotations;
using IntegrationActors.Adapters.HeaderFilters;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Adapters.RabbitMq.Sender;

/// <summary>
/// Takes messages from queues of a RabbitMQ broker (AMQP 0-9-1). At least once: a message is acknowledged when its run is completed; a node that dies, or a connection that breaks, gives it back to the
/// broker. No more messages come than the flow takes, the broker keeps the rest. The flow finds in header <c>Content-Type</c> the type, and in <c>CamelRabbitmqQueue</c>, <c>CamelRabbitmqExchangeName</c>,
/// <c>CamelRabbitmqRoutingKey</c>, <c>CamelRabbitmqContentEncoding</c>, <c>CamelRabbitmqCorrelationId</c>, <c>CamelRabbitmqReplyTo</c>, <c>CamelRabbitmqMessageId</c>, <c>CamelRabbitmqTimestamp</c>
/// (milliseconds since 1970), <c>CamelRabbitmqPriority</c>, <c>CamelRabbitmqExpiration</c>, <c>CamelRabbitmqType</c>, <c>CamelRabbitmqUserId</c> and <c>CamelRabbitmqAppId</c> what the broker and the
/// publisher say, in <c>CamelRabbitmqDeliveryCount</c> how often the message came before, and in <c>CamelRabbitmqDeathCount</c> how often it was a dead letter.
/// </summary>
[SenderChannel("rabbitmq", typeof(RabbitMqSenderAdapter), Sap = "RabbitMQ sender", Camel = "spring-rabbitmq")]
[Example("A quorum queue that the channel makes; after five deliveries a message is a dead letter", "rabbitmq: { hosts: [rabbit1.example.com, rabbit2.example.com], credential: shop-rabbit, queues: [orders], concurrency: 8, maxDeliveries: 5, topology: { exchanges: [failed], queues: [{ name: orders, deadLetterExchange: failed }] } }")]
[Example("Answers to whoever asks; the certificate logs in", "rabbitmq: { hosts: rabbit.example.com, clientCertificate: shop-key, trustedCertificates: [company-ca], queues: [prices], reply: true }")]
public sealed record RabbitMqSenderOptions : RabbitMqChannelOptions
{
    /// <summary>Queues to take from.</summary>
    [Required]
    [MinLength(1)]
    [MaxLength(50)]
    public required IReadOnlyList<string> Queues { get; init; }

    /// <summary>Messages that run at once on each node. With 1, and without <c>prefetch</c>, they run in the order of the queue.</summary>
    [Range(1, 1000)]
    public int Concurrency { get; init; } = 1;

    /// <summary>Messages that the broker sends before others are acknowledged, for all queues together; they wait in memory. Default: as many as run at once.</summary>
    [Advanced]
    [Range(1, 65535)]
    public int? Prefetch { get; init; }

    /// <summary>Consumers of each queue, each on a channel of its own. More than one spread the work of the broker on a fast link; they do not keep the order.</summary>
    [Advanced]
    [Range(1, 50)]
    public int Consumers { get; init; } = 1;

    /// <summary>
    /// Takes each queue for this one consumer: another one, and each further node, is refused and tries again by itself. For classic queues; a quorum queue is declared with
    /// <c>singleActiveConsumer</c> instead.
    /// </summary>
    [Advanced]
    public bool Exclusive { get; init; }

    /// <summary>What happens to a message whose run failed.</summary>
    public FailedMessage OnFailure { get; init; } = FailedMessage.Requeue;

    /// <summary>Pause before a failed message goes back to its queue. It keeps its place among the messages of <c>prefetch</c>, so that failing ones slow the channel down.</summary>
    [DefaultText("1s")]
    [Range(typeof(TimeSpan), "0s", "10m")]
    public TimeSpan RequeueDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Rejects a failed message that was delivered this often, so that it becomes a dead letter as with <c>onFailure: reject</c>. A quorum queue counts deliveries, those too that a broken connection took
    /// back; for other queues only 1 and 2 have an effect. Default: without end.
    /// </summary>
    [Range(1, 1_000_000)]
    public int? MaxDeliveries { get; init; }

    /// <summary>
    /// Sends the message at the end of the flow to the queue that the publisher named in the property reply-to, with the same correlation id, before the message is acknowledged. A failed run sends nothing.
    /// </summary>
    public bool Reply { get; init; }

    /// <summary>Headers of the message at the end of the flow that go with the reply: names, or <c>*</c> for all but those of the runtime (<c>Camel…</c>, <c>SAP_…</c>).</summary>
    [Advanced]
    [OutboundHeader]
    public IReadOnlyList<string> ReplyHeaders { get; init; } = [];

    /// <summary>
    /// Headers that come into the message, beside those that the flow allows: names, regular expressions, or <c>*</c>. Tables and lists come as JSON. The trace headers always come in, headers of the
    /// runtime (<c>Camel…</c>) never. The correlation id of the log is that in <c>SAP_MplCorrelationId</c>.
    /// </summary>
    [InboundHeader]
    public IReadOnlyList<string> AllowedHeaders { get; init; } = [];

    /// <summary>Largest body. A larger one breaks the connection, and its message stays at the head of its queue until somebody takes it away: the status of the channel says so.</summary>
    [Advanced]
    [DefaultText("128MB")]
    [Range(typeof(ByteSize), "1KB", "512MB")]
    public ByteSize MaxMessageSize { get; init; } = new(128L * 1024 * 1024);

    /// <summary>Names of queues have a length; an exclusive consumer is one.</summary>
    public override IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var finding in base.Validate(validationContext))
        {
            yield return finding;
        }

        if (Queues.Any(queue => queue.Length is 0 or > 255))
        {
            yield return new ValidationResult("the name of a queue has 1 to 255 characters", [nameof(Queues)]);
        }

        if (Exclusive && Consumers > 1)
        {
            yield return new ValidationResult("'exclusive' means one consumer; leave 'consumers' out", [nameof(Consumers)]);
        }
    }
}

/// <summary>What happens to a message whose run failed.</summary>
public enum FailedMessage
{
    /// <summary>It goes back to its queue, and comes again.</summary>
    Requeue,

    /// <summary>It is rejected: the dead letter exchange of the queue gets it. A queue without one throws it away; the entry in the message log is all that is left.</summary>
    Reject,
}
