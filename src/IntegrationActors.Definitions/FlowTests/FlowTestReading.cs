using IntegrationActors.Core.Diagnostics;

namespace IntegrationActors.Definitions.FlowTests;

/// <summary>What came of reading a test file.</summary>
/// <param name="Tests">The tests; null when there are errors.</param>
/// <param name="Findings">Everything that was found, in the order of the file.</param>
public sealed record FlowTestReading(FlowTestFile? Tests, IReadOnlyList<Diagnostic> Findings);

/// <summary>A test with its place.</summary>
/// <param name="Options">What its author wrote.</param>
/// <param name="Span">Where it stands.</param>
public sealed record FlowTestCase(TestCaseOptions Options, SourceSpan Span);

/// <summary>A name and where it stands.</summary>
public readonly record struct NamedPlace(string Name, SourceSpan Span);
