using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Steps;
using IntegrationActors.Engine.Running;

namespace IntegrationActors.Engine.Plans;

/// <summary>
/// A process of a flow: steps with their own error handling. Called from another process it returns to its caller: an <c>end</c> inside is its end, an escalation
/// is remembered and the caller goes on, a fault that its own <c>onError</c> did not handle is the caller's.
/// </summary>
public sealed class PlanProcess : ISequence
{
    /// <summary>Deepest nesting of process calls; a process that calls itself without end fails with IA3004.</summary>
    public const int MaxCallDepth = 100;

    internal PlanProcess(string name) => Name = name;

    public string Name { get; }

    internal PlanNode? Start { get; set; }

    internal PlanNode? OnError { get; set; }

    internal bool HasErrorHandling { get; set; }

    /// <summary>Runs the process as the outermost one.</summary>
    public ValueTask<Outcome> RunMainAsync(Exchange exchange, CancellationToken cancel) => PlanRunner.RunAsync(Start, exchange, this, cancel);

    public async ValueTask<Outcome> RunAsync(Exchange exchange, CancellationToken cancel)
    {
        if (exchange.CallDepth >= MaxCallDepth)
        {
            return Outcome.Failed(new Fault("IA3004", $"Process '{Name}' was called {MaxCallDepth} levels deep.", "Does it call itself without end?"));
        }

        exchange.CallDepth++;
        var outcome = await RunMainAsync(exchange, cancel);
        exchange.CallDepth--;
        if (outcome.Kind == OutcomeKind.Escalated)
        {
            exchange.Escalation = outcome.Fault;
        }

        return outcome.Kind is OutcomeKind.End or OutcomeKind.Escalated ? Outcome.Next : outcome;
    }

    /// <summary>Runs <c>onError</c> for a failure on the exchange on which it happened.</summary>
    internal async ValueTask<Outcome> HandleAsync(Outcome outcome, Exchange exchange, CancellationToken cancel)
    {
        if (outcome.IsPastOnError)
        {
            return Outcome.Failed(outcome.Fault!);
        }

        if (!HasErrorHandling || cancel.IsCancellationRequested)
        {
            return outcome;
        }

        var outer = exchange.Fault;
        exchange.Fault = outcome.Fault;
        exchange.Log.Fault = outcome.Fault;
        exchange.Log.IntermediateError = true;
        var handled = await PlanRunner.RunAsync(OnError, exchange, process: null, cancel);
        exchange.Fault = outer;
        return Handling(outcome.Fault, handled);
    }

    // The error handling may fail or escalate in words of its own; the log still tells what it was about. A fault that was raised again is its own story.
    private static Outcome Handling(Fault? original, in Outcome handled)
    {
        if (handled.Fault is not { } fault || ReferenceEquals(fault, original))
        {
            return handled;
        }

        fault = fault with { Handling = original };
        return handled.Kind == OutcomeKind.Escalated ? Outcome.Escalated(fault) : Outcome.Failed(fault);
    }
}
