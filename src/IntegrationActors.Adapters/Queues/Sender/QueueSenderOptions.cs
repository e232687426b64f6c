using System.ComponentModel.DataAnnotations;
using IntegrationActors.Core.Options;
using IntegrationActors.Core.Stores.Queues;

namespace IntegrationActors.Adapters.Queues.Sender;

/// <summary>
/// Takes messages out of a durable queue of the tenant; the queue is made if it is missing. At least once: a message leaves the queue when its run is completed; a node that dies gives
/// it to another one. The flow finds in the headers <c>SAPJMSRetries</c> how many tries failed, in <c>SAPJMSRetryAt</c> when the next one would be, in
/// <c>SAPJMSAlerttime</c> when it becomes Overdue, in <c>JMSTimestamp</c> when it was put in (milliseconds since 1970), and in <c>SAP_IntegrationFlowID</c> by which flow. A flow
/// that wants no further try ends without failing. All tries have one entry in the message processing log.
/// </summary>
[SenderChannel("queue", typeof(QueueSenderAdapter), Sap = "JMS sender", Camel = "jms")]
[Shorthand(nameof(Name))]
[Example("Four messages at once, five tries with growing pauses", "queue: { name: orders, concurrency: 4, retry: { attempts: 5, interval: 10s, exponentialBackoff: true } }")]
[Example("Strictly in order, one after the other in the whole cluster", "queue: { name: postings, access: exclusive }")]
public sealed record QueueSenderOptions : IValidatableObject
{
    /// <summary>The queue: letters, digits, <c>_ . -</c>, at most 80.</summary>
    [Required]
    [QueueName]
    public required string Name { get; init; }

    /// <summary>How consumers share the queue; fixed when it is made, so both ends say the same.</summary>
    public QueueAccess Access { get; init; } = QueueAccess.NonExclusive;

    /// <summary>Messages that run at once on each node; 1 for an exclusive queue. More than the flow admits wait in it.</summary>
    [Range(1, 1000)]
    public int Concurrency { get; init; } = 1;

    /// <summary>What happens to messages that fail. Default: a try each minute until the message expires.</summary>
    public QueueRetryOptions? Retry { get; init; }

    /// <summary>An exclusive queue has one reader.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Access == QueueAccess.Exclusive && Concurrency != 1)
        {
            yield return new ValidationResult("an exclusive queue gives out one message at a time; leave out 'concurrency', or choose access: nonExclusive", [nameof(Concurrency)]);
        }
    }
}
