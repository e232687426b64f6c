using IntegrationActors.Core.Options;

namespace IntegrationActors.Steps.Process;

/// <summary>
/// Runs a named process of the same flow on this message, then goes on. The process sees and changes the same headers, properties and body, and has its own
/// <c>onError</c>; a failure that it doesn't handle is a failure of this step, which <c>onError</c> of the caller handles (in SAP it does not).
/// </summary>
[Step("process", typeof(ProcessStep), Sap = "Process Call", Camel = "to direct:")]
[Shorthand(nameof(Process))]
[Example("Runs the process 'enrich'", "- process: enrich")]
[Example(
    "With a time limit of its own",
    """
    - process:
        name: check stock
        process: checkStock
        timeout: 5s
    """)]
public sealed record ProcessOptions : StepOptions
{
    /// <summary>Name of a process below <c>processes</c>. Processes nest at most 100 deep: a process that calls itself without end fails with IA3004.</summary>
    public required ProcessReference Process { get; init; }
}
