using IntegrationActors.Core.Options;
using IntegrationActors.Core.Steps;

namespace IntegrationActors.Engine.Plans;

/// <summary>The processes that begin with channels of steps. What fails in one is handled by the process in which its step stands, unless the step stands in <c>onError</c>.</summary>
internal sealed class Emissions
{
    private readonly List<PlanEntry> _entries = [];

    public IReadOnlyList<PlanEntry> Entries => _entries;

    /// <summary>Adds the channel of a step.</summary>
    /// <returns>The process of its messages, for the caller to fill.</returns>
    public PlanProcess Add(StepDefinition step, PlanNode node, IEmittingStep emitter)
    {
        var process = new PlanProcess(node.Name);
        _entries.Add(new PlanEntry(new SenderChannel(step.Kind, step.Span, step.Options), process) { Emitter = emitter });
        return process;
    }

    /// <summary>Gives what fails in the processes of these entries to the error handling of the process around them.</summary>
    public void HandleErrors(Range entries, PlanProcess process)
    {
        foreach (var entry in _entries.Take(entries))
        {
            entry.Process.HasErrorHandling = process.HasErrorHandling;
            entry.Process.OnError = process.OnError;
        }
    }
}
