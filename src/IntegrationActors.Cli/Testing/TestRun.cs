using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Definitions;
using IntegrationActors.Definitions.FlowTests;

namespace IntegrationActors.Cli.Testing;

/// <summary>Runs test files one after the other and keeps what came out.</summary>
/// <param name="filter">Only tests whose file or name contains this; null for all.</param>
/// <param name="reader">Reads flows.</param>
internal sealed class TestRun(string? filter, FlowReader reader)
{
    private readonly Dictionary<string, StepCoverage> _coverage = new(StringComparer.Ordinal);
    private readonly List<CaseResult> _results = [];

    /// <summary>Told of each result.</summary>
    public Action<CaseResult> Finished { get; init; } = _ => { };

    /// <summary>Told of each finding about a test file or its flow.</summary>
    public Action<Diagnostic> Found { get; init; } = _ => { };

    public IReadOnlyList<CaseResult> Results => _results;

    /// <summary>How many files could not be run.</summary>
    public int Broken { get; private set; }

    public IReadOnlyList<StepCoverage> Coverage => [.. _coverage.Values];

    public async Task RunAsync(string file, CancellationToken cancel)
    {
        try
        {
            var flow = TestedFlow.Read(file, reader);
            var path = Path.Combine(Path.GetDirectoryName(file) ?? "", flow.Flow.File);
            if (!_coverage.TryGetValue(path, out var coverage))
            {
                _coverage.Add(path, coverage = new StepCoverage(path));
            }

            var runner = new CaseRunner(flow, coverage);
            foreach (var test in flow.Tests.Cases.Where(t => IsWanted(file, t)))
            {
                var result = await runner.RunAsync(test, cancel);
                _results.Add(result);
                Finished(result);
            }
        }
        catch (DiagnosticException e)
        {
            Broken++;
            e.Diagnostics.ToList().ForEach(Found);
        }
    }

    private bool IsWanted(string file, FlowTestCase test) => filter is null
        || test.Options.Name.Contains(filter, StringComparison.OrdinalIgnoreCase)
        || Path.GetFileName(file).Contains(filter, StringComparison.OrdinalIgnoreCase);
}
