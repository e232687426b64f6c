using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Limits;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Engine.Plans;

namespace IntegrationActors.Engine.Running;

/// <summary>
/// Runs one step: the only place where what a step throws becomes an outcome. Measures, applies the step's time-out, captures the trace, opens spans. In two halves, so that a run that waits for a step has one
/// state machine for all of its steps, and none for each.
/// </summary>
internal static class StepRunner
{
    /// <summary>Begins a step. Whoever waits for it takes what it throws to <see cref="Thrown"/>.</summary>
    public static BegunStep Begin(PlanNode node, Exchange exchange, CancellationToken cancel)
    {
        var log = exchange.Log;
        var started = exchange.Time.GetTimestamp();
        var handle = log.Steps.Begin(node.Index, Microseconds(exchange, log.StartedTimestamp, started));
        ValueTask<Outcome> pending;
        try
        {
            pending = log.Level == MessageLogLevel.Trace || node.Timeout is not null || FlowSpans.AreWanted || cancel.IsCancellationRequested
                ? RunSlowlyAsync(node, exchange, cancel)
                : node.Step.RunAsync(exchange, cancel);
        }
        catch (Exception exception)
        {
            pending = new(Thrown(exception, cancel));
        }

        return new BegunStep(node, handle, started, pending);
    }

    /// <summary>The outcome of a step that threw.</summary>
    public static Outcome Thrown(Exception exception, CancellationToken cancel) => Outcome.Failed(FaultOf.Exception(exception, cancel));

    /// <summary>Notes the end of a step that was begun, and where a fault happened.</summary>
    public static Outcome End(in BegunStep step, Exchange exchange, in Outcome outcome)
    {
        var failed = outcome.Kind is OutcomeKind.Failed;
        var log = exchange.Log;
        var duration = Microseconds(exchange, step.Started, exchange.Time.GetTimestamp());
        if (!log.Steps.End(step.Handle, duration, failed))
        {
            log.Steps.Keep(new StepRun(step.Node.Index, Microseconds(exchange, log.StartedTimestamp, step.Started), duration, failed));
        }

        return outcome.Fault is { Step: null } fault
            ? At(step.Node, outcome, fault)
            : outcome;
    }

    private static async ValueTask<Outcome> RunSlowlyAsync(PlanNode node, Exchange exchange, CancellationToken cancel)
    {
        Outcome outcome;
        using var span = FlowSpans.StartStep(node);
        try
        {
            cancel.ThrowIfCancellationRequested();
            await TraceCapture.BeforeStepAsync(node, exchange, cancel);
            outcome = node.Timeout is { } length
                ? await RunLimitedAsync(node, length, exchange, cancel)
                : await node.Step.RunAsync(exchange, cancel);
        }
        catch (Exception exception)
        {
            outcome = Thrown(exception, cancel);
        }

        FlowSpans.SetError(span, outcome.Fault);
        return outcome;
    }

    private static async ValueTask<Outcome> RunLimitedAsync(PlanNode node, TimeSpan length, Exchange exchange, CancellationToken cancel)
    {
        using var limit = TimeLimit.Start(length, cancel);
        try
        {
            return await node.Step.RunAsync(exchange, limit.Token);
        }
        catch (OperationCanceledException) when (limit.IsTimedOut)
        {
            return Outcome.Failed(FaultOf.StepTimeout(node));
        }
    }

    private static Outcome At(PlanNode node, in Outcome outcome, Fault fault)
    {
        var placed = fault with { Step = node.Name, Span = node.Span };
        return outcome.Kind == OutcomeKind.Escalated ? Outcome.Escalated(placed) : Outcome.Failed(placed, outcome.IsPastOnError);
    }

    private static int Microseconds(Exchange exchange, long from, long to) =>
        (int)Math.Min(int.MaxValue, (to - from) * 1_000_000 / exchange.Time.TimestampFrequency);
}
