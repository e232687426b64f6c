using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Core.Adapters;

/// <summary>What the test of one layer of a channel gave.</summary>
/// <param name="Name">The layer, such as <see cref="ProbeLayers.Tcp"/>, in one word.</param>
/// <param name="Outcome">Whether it works.</param>
/// <param name="Detail">What was tried, on what, and what came back. No secrets; at most 4 KB of remote text.</param>
/// <param name="Advice">What to do next; null when there is nothing to do.</param>
/// <param name="Code">Code of the fault that a message would fail with; null unless <paramref name="Outcome"/> is Failed.</param>
public sealed record ProbeStep(string Name, ProbeOutcome Outcome, string Detail, string? Advice = null, string? Code = null)
{
    public static ProbeStep Passed(string name, string detail) => new(name, ProbeOutcome.Passed, detail);

    /// <summary>A layer that can't be tested, such as an address that only a message knows.</summary>
    public static ProbeStep Skipped(string name, string why) => new(name, ProbeOutcome.Skipped, why);

    public static ProbeStep Failed(string name, Fault fault) => new(name, ProbeOutcome.Failed, fault.Message, fault.Hint, fault.Code);
}

/// <summary>Whether a layer of a channel works.</summary>
public enum ProbeOutcome
{
    /// <summary>It works.</summary>
    Passed,

    /// <summary>It was not tested; the detail says why.</summary>
    Skipped,

    /// <summary>It does not work; what lies above it was not tested.</summary>
    Failed,
}
