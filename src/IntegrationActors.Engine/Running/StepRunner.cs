using System.Runtime.CompilerServices;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Limits;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Engine.Plans;

namespace IntegrationActors.Engine.Running;

/// <summary>Runs one step: the only place where a step's exception is caught. Measures, applies the step's time-out, captures the trace, opens spans.</summary>
internal static class StepRunner
{
    public static ValueTask<Outcome> RunAsync(PlanNode node, Exchange exchange, CancellationToken cancel)
    {
        var log = exchange.Log;
        if (log.Level == MessageLogLevel.Trace || node.Timeout is not null || FlowSpans.AreWanted || cancel.IsCancellationRequested)
        {
            return RunSlowlyAsync(node, exchange, cancel);
        }

        var started = exchange.Time.GetTimestamp();
        var step = log.Steps.Begin(node.Index, Microseconds(exchange, log.StartedTimestamp, started));
        ValueTask<Outcome> pending;
        try
        {
            pending = node.Step.RunAsync(exchange, cancel);
        }
        catch (Exception exception)
        {
            pending = new(Outcome.Failed(FaultOf.Exception(exception, cancel)));
        }

        return pending.IsCompletedSuccessfully
            ? new(Finish(node, exchange, step, started, pending.Result))
            : AwaitAsync(pending, node, exchange, (step, started, cancel));
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private static async ValueTask<Outcome> AwaitAsync(ValueTask<Outcome> pending, PlanNode node, Exchange exchange, (int Step, long Started, CancellationToken Cancel) run)
    {
        Outcome outcome;
        try
        {
            outcome = await pending;
        }
        catch (Exception exception)
        {
            outcome = Outcome.Failed(FaultOf.Exception(exception, run.Cancel));
        }

        return Finish(node, exchange, run.Step, run.Started, outcome);
    }

    private static async ValueTask<Outcome> RunSlowlyAsync(PlanNode node, Exchange exchange, CancellationToken cancel)
    {
        var started = exchange.Time.GetTimestamp();
        var step = exchange.Log.Steps.Begin(node.Index, Microseconds(exchange, exchange.Log.StartedTimestamp, started));
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
            outcome = Outcome.Failed(FaultOf.Exception(exception, cancel));
        }

        FlowSpans.SetError(span, outcome.Fault);
        return Finish(node, exchange, step, started, outcome);
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

    private static Outcome Finish(PlanNode node, Exchange exchange, int step, long started, in Outcome outcome)
    {
        var failed = outcome.Kind is OutcomeKind.Failed;
        var log = exchange.Log;
        var duration = Microseconds(exchange, started, exchange.Time.GetTimestamp());
        if (!log.Steps.End(step, duration, failed))
        {
            log.Steps.Keep(new StepRun(node.Index, Microseconds(exchange, log.StartedTimestamp, started), duration, failed));
        }

        return outcome.Fault is { Step: null } fault
            ? At(node, outcome, fault)
            : outcome;
    }

    private static Outcome At(PlanNode node, in Outcome outcome, Fault fault)
    {
        var placed = fault with { Step = node.Name, Span = node.Span };
        return outcome.Kind == OutcomeKind.Escalated ? Outcome.Escalated(placed) : Outcome.Failed(placed, outcome.IsPastOnError);
    }

    private static int Microseconds(Exchange exchange, long from, long to) =>
        (int)Math.Min(int.MaxValue, (to - from) * 1_000_000 / exchange.Time.TimestampFrequency);
}
