using IntegrationActors.Core.Diagnostics;

namespace IntegrationActors.Definitions.FlowTests;

/// <summary>A test file without errors.</summary>
/// <param name="Options">What its author wrote.</param>
/// <param name="Cases">Its tests with their places.</param>
public sealed record FlowTestFile(FlowTestOptions Options, IReadOnlyList<FlowTestCase> Cases)
{
    /// <summary>Receivers that the file names, with the places where it does.</summary>
    public required IReadOnlyList<NamedPlace> Receivers { get; init; }

    /// <summary>Where the file of the flow is named; the first line when it is not.</summary>
    public required SourceSpan FlowSpan { get; init; }
}
