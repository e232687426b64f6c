using System.ComponentModel.DataAnnotations;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Steps.Fail;

/// <summary>Fails the message on purpose: it goes to <c>onError</c>, or ends FAILED. In <c>onError</c>, without a message, it raises the error again as it was.</summary>
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
public sealed record FailOptions : StepOptions, IValidatableObject
{
    private const string DefaultCode = "IA3351";
    private const int DefaultStatus = 500;

    /// <summary>
    /// What went wrong, for the message processing log and <c>${exception.message}</c>; the sender sees it only if its channel says so. Default, in
    /// <c>onError</c> only: the error that is being handled goes on as it was, with its code, step and status.
    /// </summary>
    public Expression? Message { get; init; }

    /// <summary>Code of the failure: 2 to 40 capital letters, digits, <c>-</c> and <c>_</c>, starting with a letter. Default <c>IA3351</c>.</summary>
    [RegularExpression("[A-Z][A-Z0-9_-]{1,39}")]
    public string Code { get; init; } = DefaultCode;

    /// <summary>HTTP status for a sender that waits, 400 to 599. Default 500.</summary>
    [Range(400, 599)]
    public int Status { get; init; } = DefaultStatus;

    /// <summary>Only <c>onError</c> has an error to raise again, and it has a code and a status already.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Message is not null)
        {
            yield break;
        }

        if (!StandsInOnError(validationContext))
        {
            yield return new ValidationResult("'fail' needs a message outside of 'onError', where no error can be raised again; write: - fail: \"what went wrong\"");
        }
        else if (Code != DefaultCode || Status != DefaultStatus)
        {
            yield return new ValidationResult("'fail' with a code or a status needs a message; without one it raises the error again as it was", [nameof(Code), nameof(Status)]);
        }
    }
}
