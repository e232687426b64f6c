using System.ComponentModel.DataAnnotations;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.Options;
using IntegrationActors.Core.Steps;

namespace IntegrationActors.Steps.Idempotent;

/// <summary>
/// Does something once for each message id: runs its steps, or a process, and remembers the id when they went well. A message with an id that is remembered is a duplicate: its steps are
/// skipped, and it goes on behind them. The property <c>CamelDuplicateMessage</c> is true for it. Steps that fail leave the id free, so that the repetition is processed. A node that dies in
/// between leaves it taken until <c>lease</c> is over; a message that comes before then fails with IA3532, so that its sender tries again.
/// </summary>
[Step("idempotent", typeof(IdempotentStep), Sap = "Idempotent Process Call", Camel = "idempotentConsumer")]
[Shorthand(nameof(Steps))]
[Example(
    "Books each order once, however often it is sent",
    """
    - idempotent:
        name: book order
        id: { jsonpath: $.id }
        steps:
          - call: { https: { url: "https://erp.example.org/orders", method: POST } }
    """)]
[Example(
    "A duplicate gets the answer that the first one got; ids are remembered for a week",
    """
    - idempotent:
        name: stock
        id: "${header.Idempotency-Key}"
        process: checkStock
        repeatResult: true
        keepFor: 7d
    """)]
public sealed record IdempotentOptions : StepOptions, IStatefulOptions, IValidatableObject
{
    /// <summary>What makes the message the same as one before, such as the number of an order. Nothing fails with IA3531. Ids of other steps have nothing to do with it.</summary>
    public required Expression Id { get; init; }

    /// <summary>What is done once. Stands instead of <c>process</c>. An <c>end</c> inside ends only these steps.</summary>
    public StepSequence? Steps { get; init; }

    /// <summary>A process of the flow that is run once. Stands instead of <c>steps</c>.</summary>
    public ProcessReference? Process { get; init; }

    /// <summary>Skips the steps for a duplicate. Otherwise they run for it too, and find the property <c>CamelDuplicateMessage</c>.</summary>
    public bool SkipDuplicates { get; init; } = true;

    /// <summary>
    /// Remembers the body that the steps made, with its content type, and puts it into each duplicate. Bodies over 1 MB are not kept: a duplicate of such a message fails with IA3534.
    /// Only together with <c>skipDuplicates</c>.
    /// </summary>
    public bool RepeatResult { get; init; }

    /// <summary>How long an id is remembered.</summary>
    [DefaultText("90d")]
    [Range(typeof(TimeSpan), "1s", "400d")]
    public TimeSpan KeepFor { get; init; } = TimeSpan.FromDays(90);

    /// <summary>How long the steps may take. Then they are interrupted and the step fails with IA3533, since a repetition may be processed from then on.</summary>
    [Advanced]
    [DefaultText("10m")]
    [Range(typeof(TimeSpan), "1s", "7d")]
    public TimeSpan Lease { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>There is one thing to do, and a result goes only to those who are skipped.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Steps is null == Process is null)
        {
            yield return new ValidationResult("'idempotent' does one thing once: write either 'steps' or 'process'", [nameof(Process), nameof(Steps)]);
        }

        if (RepeatResult && !SkipDuplicates)
        {
            yield return new ValidationResult("a duplicate that is processed makes its own result; leave 'repeatResult' away, or let skipDuplicates be true", [nameof(RepeatResult)]);
        }
    }
}
