using System.ComponentModel.DataAnnotations;
using IntegrationActors.Core.Options;
using IntegrationActors.Steps.Gather;
using IntegrationActors.Steps.Gatherers;
using IntegrationActors.Steps.Splitter;

namespace IntegrationActors.Steps.Multicast;

/// <summary>
/// Runs several branches, each on a copy of the message: headers, properties, attachments and body. Nothing that a branch does to its copy changes the message of the multicast, which goes on
/// as it was once all branches are done, or with what <c>gather</c> made of their results. Each branch knows its number (property <c>CamelMulticastIndex</c>, from 0) and whether it is
/// the last one (<c>CamelMulticastComplete</c>). <c>end</c>, <c>terminate</c> and <c>escalate</c> in a branch mean the same as in a part of a <c>splitter</c>.
/// </summary>
[Step("multicast", typeof(MulticastStep), Sap = "Parallel Multicast, Sequential Multicast, Join", Camel = "multicast")]
[Shorthand(nameof(Branches))]
[Example(
    "Two systems get the order at the same time",
    """
    - multicast:
        - - send: { https: { url: "https://erp.example.org/orders" } }
        - - jsonToXml: { root: order }
          - send: { https: { url: "https://archive.example.org/orders" } }
    """)]
[Example(
    "One after the other; the answers are joined",
    """
    - multicast:
        parallel: false
        branches:
          - steps:
              - call: { https: { url: "https://stock.example.org/items" } }
          - steps:
              - call: { https: { url: "https://prices.example.org/items" } }
        gather: { combine: json }
    """)]
public sealed record MulticastOptions : StepOptions, IGatheredOptions, IValidatableObject
{
    /// <summary>The branches, in their order; from one to 50. Each is a list of steps.</summary>
    [MinLength(1)]
    [MaxLength(SplitterOptions.MostParallel)]
    public required IReadOnlyList<BranchOptions> Branches { get; init; }

    /// <summary>Whether the branches run at the same time. When false, each starts when the one before is done. Default true.</summary>
    public bool Parallel { get; init; } = true;

    /// <summary>
    /// Whether the first branch that fails ends the multicast: no further branch is started, and the message fails with the fault of the branch. When false, all branches run, and each that fails goes
    /// through <c>onError</c> on its own copy; if that handles it, the branch is left out of the gather and the message goes on. If it does not, or there is none, the message fails with IA3365 once
    /// all branches ran, and <c>onError</c> is not run once more. Default true.
    /// </summary>
    public bool StopOnException { get; init; } = true;

    /// <summary>Puts the results together; the options of a <c>gather</c> step, which may also stand behind the multicast. Default: the message goes on as it was.</summary>
    public GatherOptions? Gather { get; init; }

    /// <summary>A gather inside is no step.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Gather is { Name: not null } or { Timeout: not null })
        {
            yield return new ValidationResult(IGatheredOptions.NoStep, [nameof(Gather)]);
        }
    }
}

/// <summary>One branch.</summary>
[Shorthand(nameof(Steps))]
public sealed record BranchOptions
{
    /// <summary>What is done with the copy of the message.</summary>
    public required StepSequence Steps { get; init; }
}
