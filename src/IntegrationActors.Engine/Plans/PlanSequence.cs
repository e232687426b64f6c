using System.Runtime.CompilerServices;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Steps;
using IntegrationActors.Engine.Running;

namespace IntegrationActors.Engine.Plans;

/// <summary>A nested sequence that a step runs as a whole.</summary>
/// <param name="errorHandling">The process whose <c>onError</c> gets what fails inside; null for a sequence on the exchange of its step, whose failure is the step's.</param>
internal sealed class PlanSequence(PlanProcess? errorHandling) : ISequence
{
    public PlanNode? Start { get; set; }

    public ValueTask<Outcome> RunAsync(Exchange exchange, CancellationToken cancel)
    {
        var pending = PlanRunner.RunAsync(Start, exchange, process: null, cancel);
        return pending.IsCompletedSuccessfully ? Judge(pending.Result, exchange, cancel) : AwaitAsync(pending, exchange, cancel);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<Outcome> AwaitAsync(ValueTask<Outcome> pending, Exchange exchange, CancellationToken cancel) => await Judge(await pending, exchange, cancel);

    private ValueTask<Outcome> Judge(in Outcome outcome, Exchange exchange, CancellationToken cancel) => outcome.Kind switch
    {
        OutcomeKind.End => new(Outcome.Next),
        OutcomeKind.Failed when errorHandling is { HasErrorHandling: true } && !outcome.IsPastOnError && !cancel.IsCancellationRequested => HandleAsync(outcome, exchange, cancel),
        _ => new(outcome),
    };

    private async ValueTask<Outcome> HandleAsync(Outcome outcome, Exchange exchange, CancellationToken cancel)
    {
        var handled = await errorHandling!.HandleAsync(outcome, exchange, cancel);
        return handled.Kind switch
        {
            OutcomeKind.Failed => Outcome.Failed(handled.Fault!, isPastOnError: true),
            OutcomeKind.Escalated => handled,
            _ => Outcome.Terminate,
        };
    }
}
