using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Steps.Escalate;

/// <summary>
/// Ends the process and signals an error that needs somebody: the message ends ESCALATED, and a waiting sender gets an error. In a local process the caller
/// goes on. <c>onError</c> does not run.
/// </summary>
[Step("escalate", typeof(EscalateStep), Sap = "Escalation End", Camel = "rollback")]
[Shorthand(nameof(Message))]
[Example("Asks for a decision", """- escalate: "Order ${property.orderId} needs an approval" """)]
[Example(
    "From onError: what failed is known, and somebody has to look at it",
    """
    - escalate:
        message: "The ERP refused order ${property.orderId}: ${exception.message}"
    """)]
public sealed record EscalateOptions : StepOptions
{
    /// <summary>What somebody has to know, for the message processing log. Its code is IA3352.</summary>
    public required Expression Message { get; init; }
}
