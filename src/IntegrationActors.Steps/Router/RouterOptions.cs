using System.ComponentModel.DataAnnotations;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.Options;
using IntegrationActors.Core.Steps;

namespace IntegrationActors.Steps.Router;

/// <summary>
/// Sends the message into the first route whose condition holds, else into the route <c>otherwise</c>. Afterwards, and when no route fits, the flow goes on
/// with the step after the router.
/// </summary>
[Step("router", typeof(RouterStep), Sap = "Router", Camel = "choice")]
[Shorthand(nameof(Routes))]
[Example(
    "Routes by a header; orders from elsewhere end here",
    """
    - router:
        - when: "${header.X-Region} = 'EU'"
          steps:
            - set: { headers: { X-Company: "1010" } }
        - otherwise:
            - end
    """)]
[Example(
    "Routes by content, and fails with IA3341 when no route fits",
    """
    - router:
        throwException: true
        routes:
          - when: { xpath: /order/lines/line }
            steps:
              - log: "An order with lines"
          - when: "${property.type} in 'credit,return'"
            steps:
              - terminate
    """)]
public sealed record RouterOptions : StepOptions, IBranchingOptions, IValidatableObject
{
    /// <summary>The routes, tested from top to bottom; at least one. At most one of them is <c>otherwise</c>, and it may stand anywhere.</summary>
    [MinLength(1)]
    public required IReadOnlyList<RouteOptions> Routes { get; init; }

    /// <summary>Whether a message for which no route fits fails with IA3341; not together with <c>otherwise</c>. Default false: it goes on behind the router.</summary>
    public bool ThrowException { get; init; }

    IReadOnlyList<StepSequence> IBranchingOptions.Branches => [.. Routes.Select(route => route.Otherwise ?? route.Steps ?? StepSequence.Empty)];

    /// <summary>A message can't go two other ways.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        var others = Routes.Where(route => route.Otherwise is not null).Select(route => route.Otherwise!.Span.Line).ToArray();
        if (others.Length > 1)
        {
            yield return new ValidationResult($"'router' has one 'otherwise' at most, and here are {others.Length} (before lines {string.Join(" and ", others)}); keep one", [nameof(Routes)]);
        }

        if (others.Length > 0 && ThrowException)
        {
            yield return new ValidationResult("'throwException' and 'otherwise' say two things for the same case; keep one (a 'fail' below 'otherwise' fails too)", [nameof(ThrowException)]);
        }
    }
}

/// <summary>One route: either <c>when</c> with <c>steps</c>, or <c>otherwise</c>.</summary>
public sealed record RouteOptions : IValidatableObject
{
    /// <summary>Condition of the route: a comparison such as <c>${header.X-Region} = 'EU'</c>, <c>{ xpath: … }</c> or <c>{ jsonpath: … }</c>.</summary>
    public Condition? When { get; init; }

    /// <summary>What is done when the condition holds. Default: nothing; the flow goes on behind the router.</summary>
    public StepSequence? Steps { get; init; }

    /// <summary>What is done when no condition holds; stands instead of <c>when</c> and <c>steps</c>.</summary>
    public StepSequence? Otherwise { get; init; }

    /// <summary>A route has a condition or is the other way.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Otherwise is not null && (When is not null || Steps is not null))
        {
            yield return new ValidationResult("'otherwise' is a route of its own: it holds the steps, and has neither 'when' nor 'steps' beside it", [nameof(Otherwise)]);
        }

        if (Otherwise is null && When is null)
        {
            yield return new ValidationResult("a route needs a condition; write: when: \"${header.region} = 'EU'\", with 'steps' beside it, or otherwise: with the steps below it", [nameof(Steps)]);
        }
    }
}
