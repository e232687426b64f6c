using System.ComponentModel.DataAnnotations;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.Options;
using IntegrationActors.Core.Steps;

namespace IntegrationActors.Steps.Aggregator;

/// <summary>
/// Gathers messages that belong together, until the last one has come, they are as many as they should be, or a time is over; then one message with all of them runs through the steps. A message
/// that was taken in goes on behind the aggregator, for example to answer its sender. It is kept in the store of the tenant, encrypted, before it goes on: nothing is lost when a node dies, and nodes
/// gather together. What comes after the aggregation is complete begins a new one.
/// The gathered message has an entry of its own in the message processing log: PROCESSING from its first message on (not at log level error), with the correlation as key <c>AggregationKey</c>, and in the
/// end the ids of its messages as keys <c>AggregatedMessage</c>. It has headers, properties and attachments of
/// its messages (the first one wins), the header <c>CamelAggregatedCompletedBy</c> (<c>predicate</c>, <c>size</c> or <c>timeout</c>), and the properties <c>CamelAggregatedSize</c> and
/// <c>CamelAggregatedCorrelationKey</c>. When its steps fail and <c>onError</c> of the process does not handle that, it stays, the entry says RETRY, and it runs again after
/// <c>retryInterval</c> until it goes well: at least once. A gathered message that twice nobody settled, since the node died with it or it took longer than <c>lockTimeout</c>, is set aside: its entry says
/// FAILED with IA3548, and <c>ia aggregation retry</c> sends it on again. It is kept for 30 days. A run that is repeated does not add the same message to an open aggregation again; to be sure also after that, put
/// <c>idempotent</c> around the aggregator.
/// </summary>
[Step("aggregator", typeof(AggregatorStep), Sap = "Aggregator", Camel = "aggregate")]
[Example(
    "The lines of an order, in their order, until the last one has come or none came for an hour",
    """
    - aggregator:
        name: order lines
        correlation: { xpath: /line/order }
        sequence: { xpath: /line/number }
        last: { xpath: "/line/last = 'true'" }
        steps:
          - call: { https: { url: "https://erp.example.org/orders", method: POST } }
    """)]
[Example(
    "Up to 100 events of a customer, at the latest ten minutes after the first; the sender is answered at once",
    """
    - aggregator:
        name: events
        correlation: "${header.X-Customer}"
        format: json
        completionSize: 100
        completionTimeout: 10m
        timeoutFrom: firstArrival
        steps:
          - log: "${property.CamelAggregatedSize} events of ${property.CamelAggregatedCorrelationKey}"
    - set: { body: accepted }
    """)]
public sealed record AggregatorOptions : StepOptions, IStatefulOptions, IValidatableObject
{
    /// <summary>What messages have in common that belong together, 1 to 255 characters. Nothing fails with IA3541, a longer one with IA3512.</summary>
    public required Expression Correlation { get; init; }

    /// <summary>Place of the message among the others, a whole number from 1; otherwise it fails with IA3542. Left out: the order of arrival.</summary>
    public Expression? Sequence { get; init; }

    /// <summary>Whether the message is the last one. With <c>sequence</c> the aggregation is complete when all messages before it have come too. Left out: see the time-out and <c>completionSize</c>.</summary>
    public Condition? Last { get; init; }

    /// <summary>Complete when it has so many messages. Left out: their number does not matter.</summary>
    [Range(1, 100_000)]
    public int? CompletionSize { get; init; }

    /// <summary>After this time the aggregation is sent on with what it has; noticed within <c>pollInterval</c>.</summary>
    [DefaultText("1h")]
    [Range(typeof(TimeSpan), "1s", "90d")]
    public TimeSpan CompletionTimeout { get; init; } = TimeSpan.FromHours(1);

    /// <summary>From when the time counts.</summary>
    public TimeoutFrom TimeoutFrom { get; init; }

    /// <summary>What the messages are, and how they become one. A message of another kind fails before it is taken in: IA3545 or IA3546.</summary>
    public AggregationFormat Format { get; init; }

    /// <summary>What stands between texts, such as a line break. Only with format <c>text</c>.</summary>
    public string Separator { get; init; } = "";

    /// <summary>Pause before an aggregation whose steps failed runs again; it doubles with each failure, up to <c>maxRetryInterval</c>.</summary>
    [DefaultText("5m")]
    [Range(typeof(TimeSpan), "1s", "1d")]
    public TimeSpan RetryInterval { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The longest pause between two tries. The same as <c>retryInterval</c>, or less: all pauses are <c>retryInterval</c>, as in SAP.</summary>
    [Advanced]
    [DefaultText("1h")]
    [Range(typeof(TimeSpan), "1s", "7d")]
    public TimeSpan MaxRetryInterval { get; init; } = TimeSpan.FromHours(1);

    /// <summary>What is done with the gathered message. Steps behind the aggregator are for each message that it takes in.</summary>
    public required StepSequence Steps { get; init; }

    /// <summary>Most messages of an aggregation; one that would be more fails with IA3544, and its sender may send it again later.</summary>
    [Advanced]
    [Range(1, 100_000)]
    public int MaxMessages { get; init; } = 10_000;

    /// <summary>Most bytes of the bodies and attachments of an aggregation, at most 2 GB; as <c>maxMessages</c>.</summary>
    [Advanced]
    [DefaultText("100MB")]
    public ByteSize MaxSize { get; init; } = new(100L << 20);

    /// <summary>How often a node looks for aggregations that are timed out, or that a node which died has left behind.</summary>
    [Advanced]
    [DefaultText("5s")]
    [Range(typeof(TimeSpan), "1s", "5m")]
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>After this time an aggregation that was taken and not settled is given to another node: longer than a run takes.</summary>
    [Advanced]
    [DefaultText("15m")]
    [Range(typeof(TimeSpan), "10s", "1d")]
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How many aggregations run at the same time on a node. With more than one, two of the same correlation may overtake each other.</summary>
    [Advanced]
    [Range(1, 50)]
    public int Parallel { get; init; } = 1;

    /// <summary>Options that mean something together.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Separator.Length > 0 && Format != AggregationFormat.Text)
        {
            yield return new ValidationResult("'separator' stands between texts; leave it away, or write: format: text", [nameof(Separator)]);
        }

        if (CompletionSize > MaxMessages)
        {
            yield return new ValidationResult($"'completionSize' ({CompletionSize}) is more than 'maxMessages' ({MaxMessages}) and would never be reached; raise maxMessages", [nameof(CompletionSize)]);
        }

        if (MaxSize.Bytes is < 1 or > 2L << 30)
        {
            yield return new ValidationResult($"'maxSize' is 1 byte to 2GB, not {MaxSize}", [nameof(MaxSize)]);
        }
    }
}

/// <summary>From when the time of an aggregation counts.</summary>
public enum TimeoutFrom
{
    /// <summary>From its latest message: each one begins the time anew.</summary>
    LastArrival,

    /// <summary>From its first message.</summary>
    FirstArrival,
}

/// <summary>What gathered messages are, and how they become one.</summary>
public enum AggregationFormat
{
    /// <summary>
    /// XML documents: <c>&lt;multimap:Messages&gt;&lt;multimap:Message1&gt;</c> with all of them inside, in the namespace <c>http://sap.com/xi/XI/SplitAndMerge</c>, as a multi-mapping
    /// takes it.
    /// </summary>
    Xml,

    /// <summary>JSON values: an array.</summary>
    Json,

    /// <summary>Any text, one behind the other, in UTF-8.</summary>
    Text,
}
