using System.ComponentModel.DataAnnotations;
using IntegrationActors.Adapters.HeaderFilters;
using IntegrationActors.Adapters.Retries;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Adapters.RabbitMq.Receiver;

/// <summary>
/// Sends messages to an exchange of a RabbitMQ broker (AMQP 0-9-1), or straight to a queue. The step succeeds when the broker confirms that it has the message, on disk and on a majority of nodes if the queue
/// is made so. A message that no queue wants fails the step; so does one that is not confirmed in time, which may have arrived all the same: its message id tells doubles apart. With <c>send</c> the
/// message stays as it is; with <c>call</c> it asks for a reply (direct reply-to), which becomes body and headers. The broker's clients for .NET put a number into header <c>x-dotnet-pub-seq-no</c>.
/// </summary>
[ReceiverChannel("rabbitmq", typeof(RabbitMqReceiverAdapter), Sap = "RabbitMQ receiver", Camel = "spring-rabbitmq")]
[Example("To a topic exchange, with a routing key of the message", "rabbitmq: { hosts: [rabbit1.example.com, rabbit2.example.com], credential: shop-rabbit, exchange: orders, routingKey: \"order.${property.country}\", headers: [priority] }")]
[Example("To a queue that the channel makes, three attempts", "rabbitmq: { hosts: rabbit.example.com, credential: shop-rabbit, routingKey: postings, topology: { queues: [postings] }, retry: 3 }")]
public sealed record RabbitMqReceiverOptions : RabbitMqChannelOptions
{
    /// <summary>Exchange. Default, and when it is empty: the default exchange, where the routing key is the name of a queue.</summary>
    [DefaultText("\"\"")]
    public Expression? Exchange { get; init; }

    /// <summary>Routing key, at most 255 bytes; the name of the queue with the default exchange. Default: empty.</summary>
    [DefaultText("\"\"")]
    public Expression? RoutingKey { get; init; }

    /// <summary>A message that no queue wants fails the step with IA3910. Off: the broker throws it away.</summary>
    public bool Mandatory { get; init; } = true;

    /// <summary>The broker keeps the message on disk. Off: a classic queue loses it when the broker restarts.</summary>
    public bool Persistent { get; init; } = true;

    /// <summary>Priority, 0 to 255, for queues that have some. Default: none.</summary>
    public Expression? Priority { get; init; }

    /// <summary>How long the message may wait in its queue; then it is a dead letter. Default: as long as the queue says.</summary>
    [Range(typeof(TimeSpan), "1ms", "49d")]
    public TimeSpan? TimeToLive { get; init; }

    /// <summary>Property message-id. Default: the id of the run in the message log. Parts of one message that are sent each by itself have the same one unless it is given here.</summary>
    public Expression? MessageId { get; init; }

    /// <summary>Property correlation-id. Default: none with <c>send</c>; with <c>call</c> an id of its own, by which the reply is found.</summary>
    public Expression? CorrelationId { get; init; }

    /// <summary>Property reply-to, with <c>send</c>: the queue where others answer. Default: none.</summary>
    public Expression? ReplyTo { get; init; }

    /// <summary>Property type. Default: none.</summary>
    [Advanced]
    public Expression? Type { get; init; }

    /// <summary>Property content-encoding, such as <c>gzip</c>: says what the flow did to the body, and does nothing to it. Default: none. The content type is that in header Content-Type.</summary>
    [Advanced]
    public Expression? ContentEncoding { get; init; }

    /// <summary>
    /// Headers of the message that are sent: names, or <c>*</c> for all but those of the runtime (<c>Camel…</c>, <c>SAP_…</c>). <c>traceparent</c>, and in <c>SAP_MplCorrelationId</c> the correlation id
    /// of the log, always go.
    /// </summary>
    [OutboundHeader]
    public IReadOnlyList<string> Headers { get; init; } = [];

    /// <summary>Longest wait for a reply, with <c>call</c>.</summary>
    [DefaultText("60s")]
    [Range(typeof(TimeSpan), "10ms", "1d")]
    public TimeSpan ReplyTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Headers of a reply that come into the message: names, regular expressions, or <c>*</c>. Content-Type always comes.</summary>
    [DefaultText("[\"*\"]")]
    [InboundHeader]
    public IReadOnlyList<string> ReplyHeaders { get; init; } = ["*"];

    /// <summary>Tries again when the broker can't be reached, takes no messages, or refuses this one. Default: one attempt.</summary>
    public RabbitMqRetryOptions? Retry { get; init; }

    /// <summary>One of both has to be said.</summary>
    public override IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => Exchange is null && RoutingKey is null
        ? base.Validate(validationContext).Append(new ValidationResult("needs 'exchange' or 'routingKey', or both", [nameof(Exchange)]))
        : base.Validate(validationContext);
}

/// <summary>When and how often a message is sent again within the step.</summary>
[Shorthand(nameof(Attempts))]
public sealed record RabbitMqRetryOptions : SendRetryOptions
{
    /// <summary>Sends again also what was not confirmed and may have arrived (IA3912). The broker then has it twice, at worst, under the same message id.</summary>
    public bool RepeatUnconfirmed { get; init; }
}
