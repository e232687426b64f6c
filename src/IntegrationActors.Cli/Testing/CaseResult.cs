using IntegrationActors.Definitions.FlowTests;

namespace IntegrationActors.Cli.Testing;

/// <summary>How a test ended.</summary>
/// <param name="File">Path of the test file.</param>
/// <param name="Test">The test.</param>
/// <param name="Differences">What is not as expected; empty when it passed.</param>
/// <param name="Duration">How long it took.</param>
internal sealed record CaseResult(string File, FlowTestCase Test, IReadOnlyList<Difference> Differences, TimeSpan Duration)
{
    public bool IsPassed => Differences.Count == 0;
}

/// <summary>Something that is not as expected.</summary>
/// <param name="What">What was looked at, such as <c>body</c>.</param>
/// <param name="Summary">One line.</param>
/// <param name="Detail">Further lines: a diff, or what to do; empty when there is nothing to add.</param>
internal sealed record Difference(string What, string Summary, string Detail = "");
