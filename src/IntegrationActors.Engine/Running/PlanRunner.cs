using System.Runtime.CompilerServices;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Engine.Plans;

namespace IntegrationActors.Engine.Running;

/// <summary>Walks the nodes of a plan in a loop: synchronously while steps complete at once, with awaits from the first pending step on.</summary>
internal static class PlanRunner
{
    /// <summary>Runs from <paramref name="node"/> to the end of its process. Next means it ran off the end.</summary>
    public static ValueTask<Outcome> RunAsync(PlanNode? node, Exchange exchange, CancellationToken cancel)
    {
        while (node is not null)
        {
            var pending = StepRunner.RunAsync(node, exchange, cancel);
            if (!pending.IsCompletedSuccessfully)
            {
                return ContinueAsync(pending, node, exchange, cancel);
            }

            var outcome = pending.Result;
            if (!TryFollow(outcome, ref node))
            {
                return new(outcome);
            }
        }

        return new(Outcome.Next);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private static async ValueTask<Outcome> ContinueAsync(ValueTask<Outcome> pending, PlanNode? node, Exchange exchange, CancellationToken cancel)
    {
        while (true)
        {
            var outcome = await pending;
            if (!TryFollow(outcome, ref node))
            {
                return outcome;
            }

            if (node is null)
            {
                return Outcome.Next;
            }

            pending = StepRunner.RunAsync(node, exchange, cancel);
        }
    }

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
