using System.Runtime.CompilerServices;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Engine.Plans;

namespace IntegrationActors.Engine.Running;

/// <summary>Walks the nodes of a plan in a loop: synchronously while steps complete at once, with awaits from the first pending step on.</summary>
internal static class PlanRunner
{
    /// <summary>Runs from <paramref name="node"/> to the end of its process. Next means it ran off the end.</summary>
    /// <param name="node">The first node; null: there is none.</param>
    /// <param name="exchange">The message.</param>
    /// <param name="process">Handles a failure; null: it is the outcome.</param>
    /// <param name="cancel">Ends the run.</param>
    public static ValueTask<Outcome> RunAsync(PlanNode? node, Exchange exchange, PlanProcess? process, CancellationToken cancel)
    {
        while (node is not null)
        {
            var step = StepRunner.Begin(node, exchange, cancel);
            if (!step.Pending.IsCompletedSuccessfully)
            {
                return ContinueAsync(step, exchange, process, cancel);
            }

            var outcome = StepRunner.End(step, exchange, step.Pending.Result);
            if (!TryFollow(outcome, ref node))
            {
                return IsHandled(outcome, process) ? process!.HandleAsync(outcome, exchange, cancel) : new(outcome);
            }
        }

        return new(Outcome.Next);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private static async ValueTask<Outcome> ContinueAsync(BegunStep step, Exchange exchange, PlanProcess? process, CancellationToken cancel)
    {
        while (true)
        {
            Outcome outcome;
            try
            {
                outcome = await step.Pending;
            }
            catch (Exception exception)
            {
                outcome = StepRunner.Thrown(exception, cancel);
            }

            outcome = StepRunner.End(step, exchange, outcome);
            PlanNode? node = step.Node;
            if (!TryFollow(outcome, ref node))
            {
                return IsHandled(outcome, process) ? await process!.HandleAsync(outcome, exchange, cancel) : outcome;
            }

            if (node is null)
            {
                return Outcome.Next;
            }

            step = StepRunner.Begin(node, exchange, cancel);
        }
    }

    private static bool IsHandled(in Outcome outcome, PlanProcess? process) => outcome.Kind == OutcomeKind.Failed && process is not null;

    private static bool TryFollow(in Outcome outcome, ref PlanNode? node)
    {
        switch (outcome.Kind)
        {
            case OutcomeKind.Next:
                node = node!.Next;
                return true;
            case OutcomeKind.Branch:
                node = node!.Branches[outcome.Branch] ?? node.Next;
                return true;
            default:
                return false;
        }
    }
}
