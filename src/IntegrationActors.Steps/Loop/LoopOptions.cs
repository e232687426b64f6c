using System.ComponentModel.DataAnnotations;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Steps.Loop;

/// <summary>
/// Runs <c>steps</c> on the message, and again as long as the condition holds behind them: at least once. The message that comes out of a round goes into the next one, and out of the last one
/// behind the loop. The property <c>CamelLoopIndex</c> is the number of the round, from 0. <c>end</c> ends the round, <c>fail</c> and <c>terminate</c> end the loop and more.
/// </summary>
[Step("loop", typeof(LoopStep), Sap = "Looping Process Call", Camel = "loopDoWhile")]
[Example(
    "Fetches page after page",
    """
    - loop:
        steps:
          - call: { https: { url: "https://crm.example.org/customers?page=${property.CamelLoopIndex}", method: GET } }
        while: { jsonpath: "$.hasMore" }
    """)]
[Example(
    "Asks at most ten times whether a job is done, then goes on all the same",
    """
    - loop:
        steps:
          - call: { https: { url: "https://jobs.example.org/4711", method: GET } }
          - set: { properties: { state: { jsonpath: $.state } } }
        while: "${property.state} = 'running'"
        maxIterations: 10
        onMax: exit
    """)]
public sealed record LoopOptions : StepOptions
{
    /// <summary>What is done in each round.</summary>
    public required StepSequence Steps { get; init; }

    /// <summary>Tested behind each round: whether there is a further one. A comparison such as <c>${property.next} != ''</c>, <c>{ xpath: … }</c> or <c>{ jsonpath: … }</c>.</summary>
    public required Condition While { get; init; }

    /// <summary>Most rounds. Default 1,000.</summary>
    [Range(1, 1_000_000)]
    public int MaxIterations { get; init; } = 1000;

    /// <summary>What happens when the condition still holds behind the last round that is allowed: <c>throw</c> fails the step with IA3373, <c>exit</c> goes on behind the loop. Default throw.</summary>
    public LoopLimitAction OnMax { get; init; }
}

/// <summary>What a loop does that has had its rounds.</summary>
public enum LoopLimitAction
{
    /// <summary>Fails the step.</summary>
    Throw,

    /// <summary>Goes on behind the loop.</summary>
    Exit,
}
