using IntegrationActors.Core.MessageLog;
using IntegrationActors.Engine.Plans;

namespace IntegrationActors.Cli.Testing;

/// <summary>Which steps of a flow have run in any of its tests.</summary>
internal sealed class StepCoverage(string file)
{
    private readonly HashSet<int> _ran = [];
    private IReadOnlyList<PlanNode> _nodes = [];

    /// <summary>Path of the flow.</summary>
    public string File { get; } = file;

    public int Total => _nodes.Count;

    public int Ran => _nodes.Count(n => _ran.Contains(n.Index));

    /// <summary>Steps that never ran, in the order of the file.</summary>
    public IReadOnlyList<PlanNode> Missed => [.. _nodes.Where(n => !_ran.Contains(n.Index))];

    /// <summary>Where a step stands, as the user sees the file from where they are.</summary>
    public string PlaceOf(PlanNode step) => (step.Span with { File = File }).ToString();

    public void Know(FlowPlan plan) => _nodes = plan.Nodes;

    public void Count(CaseLog log)
    {
        foreach (var steps in log.Records.Select(r => r.Steps))
        {
            var runs = new StepRun[steps.Count];
            steps.CopyTo(runs);
            _ran.UnionWith(runs.Select(r => r.Node));
        }
    }
}
