using System.ComponentModel.DataAnnotations;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.Options;
using IntegrationActors.Core.Stores.Queues;

namespace IntegrationActors.Adapters.Queues.Receiver;

/// <summary>
/// Puts the message into a durable queue of the tenant: body, headers and attachments; the step is done when the store has committed it. <c>call</c> and <c>send</c> do the same, since a
/// queue does not answer. A queue with a fixed name is made when the flow starts; one whose name comes from the message must be there. The message in the queue has a log
/// entry of its own with the same correlation id, and this one as predecessor.
/// </summary>
[ReceiverChannel("queue", typeof(QueueReceiverAdapter), Sap = "JMS receiver", Camel = "jms")]
[Shorthand(nameof(Name))]
[Example("A fixed queue", "queue: orders-failed")]
[Example("A queue per region, each order once, to be delivered within three days", "queue: { name: \"orders-${header.region}\", deduplicationId: \"${property.orderId}\", expiresAfter: 3d }")]
public sealed record QueueReceiverOptions : IValidatableObject
{
    /// <summary>The queue: letters, digits, <c>_ . -</c>, at most 80.</summary>
    [Required]
    public required Expression Name { get; init; }

    /// <summary>How consumers share the queue; fixed when it is made, so both ends say the same.</summary>
    public QueueAccess Access { get; init; } = QueueAccess.NonExclusive;

    /// <summary>After this time the message is Overdue: people are told, and it is still delivered.</summary>
    [DefaultText("2d")]
    [Range(typeof(TimeSpan), "1s", "180d")]
    public TimeSpan OverdueAfter { get; init; } = TimeSpan.FromDays(2);

    /// <summary>After this time the message is no longer delivered and is deleted; not before it is Overdue.</summary>
    [DefaultText("30d")]
    [Range(typeof(TimeSpan), "1s", "180d")]
    public TimeSpan ExpiresAfter { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Takes the properties along, as text.</summary>
    public bool TransferProperties { get; init; }

    /// <summary>A message with the same id as one before it is not put in again. Empty or left out: no check.</summary>
    public Expression? DeduplicationId { get; init; }

    /// <summary>How long a <c>deduplicationId</c> is remembered.</summary>
    [Advanced]
    [DefaultText("1d")]
    [Range(typeof(TimeSpan), "1s", "180d")]
    public TimeSpan RememberFor { get; init; } = TimeSpan.FromDays(1);

    /// <summary>A message that expires first is never Overdue.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (ExpiresAfter < OverdueAfter)
        {
            yield return new ValidationResult("the message would expire before it is Overdue; make 'expiresAfter' at least as long as 'overdueAfter'", [nameof(ExpiresAfter), nameof(OverdueAfter)]);
        }
    }
}
