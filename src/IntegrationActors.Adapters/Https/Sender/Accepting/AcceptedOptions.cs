using System.ComponentModel.DataAnnotations;
using IntegrationActors.Adapters.Queues;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Adapters.Https.Sender.Accepting;

/// <summary>How messages are kept that are answered before they run.</summary>
public sealed record AcceptedOptions : IValidatableObject
{
    /// <summary>The queue of the tenant that the messages wait in; one for each channel. Letters, digits, <c>_ . -</c>, at most 80. Default: <c>in.</c> and the name of the flow.</summary>
    [QueueName]
    public string? Queue { get; init; }

    /// <summary>Accepted messages that run at once on each node. More than the flow admits wait in it.</summary>
    [Range(1, 1000)]
    public int Concurrency { get; init; } = 16;

    /// <summary>What happens to messages that fail. Default: a try each minute until the message expires.</summary>
    public QueueRetryOptions? Retry { get; init; }

    /// <summary>
    /// What tells a message from another one: a second one with the same id is answered like the first and not taken again. Default: header <c>Idempotency-Key</c> of the request, for each
    /// client by itself; a request without it is always taken.
    /// </summary>
    public Expression? DeduplicationId { get; init; }

    /// <summary>How long the id of a message is remembered.</summary>
    [Advanced]
    [DefaultText("1d")]
    [Range(typeof(TimeSpan), "1s", "180d")]
    public TimeSpan RememberFor { get; init; } = TimeSpan.FromDays(1);

    /// <summary>After this time a message is Overdue: people are told, and it still runs.</summary>
    [Advanced]
    [DefaultText("2d")]
    [Range(typeof(TimeSpan), "1s", "180d")]
    public TimeSpan OverdueAfter { get; init; } = TimeSpan.FromDays(2);

    /// <summary>After this time a message runs no more and is deleted; not before it is Overdue.</summary>
    [Advanced]
    [DefaultText("30d")]
    [Range(typeof(TimeSpan), "1s", "180d")]
    public TimeSpan ExpiresAfter { get; init; } = TimeSpan.FromDays(30);

    /// <summary>A message that expires first is never Overdue.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (ExpiresAfter < OverdueAfter)
        {
            yield return new ValidationResult("the message would expire before it is Overdue; make 'expiresAfter' at least as long as 'overdueAfter'", [nameof(ExpiresAfter), nameof(OverdueAfter)]);
        }
    }
}
