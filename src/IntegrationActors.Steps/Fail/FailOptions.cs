using System.ComponentModel.DataAnnotations;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Steps.Fail;

/// <summary>Fails the message on purpose: it goes to <c>onError</c>, or ends FAILED.</summary>
[Step("fail", typeof(FailStep), Sap = "Error End", Camel = "throwException")]
[Shorthand(nameof(Message))]
[Example("Refuses an order without lines", """- fail: "Order ${property.orderId} has no lines" """)]
[Example(
    "Tells the waiting sender that it is the sender's mistake",
    """
    - fail:
        message: "Customer ${property.customer} is unknown"
        code: ORDER-12
        status: 422
    """)]
public sealed record FailOptions : StepOptions
{
    /// <summary>What went wrong, for the message processing log and <c>${exception.message}</c>; the sender sees it only if its channel says so.</summary>
    public required Expression Message { get; init; }

    /// <summary>Code of the failure: 2 to 40 capital letters, digits, <c>-</c> and <c>_</c>, starting with a letter. Default <c>IA3351</c>.</summary>
    [RegularExpression("[A-Z][A-Z0-9_-]{1,39}")]
    public string Code { get; init; } = "IA3351";

    /// <summary>HTTP status for a sender that waits, 400 to 599. Default 500.</summary>
    [Range(400, 599)]
    public int Status { get; init; } = 500;
}
