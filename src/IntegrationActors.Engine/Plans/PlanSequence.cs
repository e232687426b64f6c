using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Steps;
using IntegrationActors.Engine.Running;

namespace IntegrationActors.Engine.Plans;

/// <summary>A nested sequence that a step runs as a whole.</summary>
internal sealed class PlanSequence : ISequence
{
    public PlanNode? Start { get; set; }

    public async ValueTask<Outcome> RunAsync(Exchange exchange, CancellationToken cancel)
    {
        var outcome = await PlanRunner.RunAsync(Start, exchange, cancel);
        return outcome.Kind == OutcomeKind.End ? Outcome.Next : outcome;
    }
}
