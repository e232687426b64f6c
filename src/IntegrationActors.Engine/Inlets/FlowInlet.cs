using System.Runtime.CompilerServices;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Limits;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Stores.Inputs;
using IntegrationActors.Engine.Plans;
using IntegrationActors.Engine.Running;

namespace IntegrationActors.Engine.Inlets;

/// <summary>
/// The way of a message through one version of a flow. (1) The gate admits it; (2) its begin is logged; (3) the plan runs; (4) the final status is known, and what steps left
/// for the end is done; (5) the receipt is settled; (6) the end is logged and the exchange released.
/// </summary>
public sealed class FlowInlet(FlowPlan plan, PlanEntry entry, FlowGate gate, FlowLogging logging) : IFlowInlet, IDisposable
{
    private readonly TimeLimits _limits = new();

    public FlowIdentity Flow => plan.Flow;

    /// <summary>Refuses also while the message log can't take what it must not lose.</summary>
    public ValueTask<Admission> EnterAsync(CancellationToken cancel) =>
        logging.IsBehind ? new(new Admission(AdmissionKind.Full)) : gate.EnterAsync(cancel);

    /// <summary>Cuts off the messages that are inside; they end ABANDONED.</summary>
    public void Abort() => _limits.CutOff();

    /// <summary>Call when the gate is drained.</summary>
    public void Dispose() => _limits.Dispose();

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask ProcessAsync(Receipt receipt, CancellationToken cancel)
    {
        var record = logging.Begin(plan.Flow, receipt);                                      // 2
        var input = plan.Settings.KeepInput == KeepInput.Off ? null : await InputCapture.TakeAsync(receipt, record, entry.Index, cancel);
        var exchange = Open(receipt, record);
        var span = FlowSpans.StartMessage(exchange);
        var limit = _limits.Start(plan.Settings.Timeout, cancel);
        var outcome = receipt switch                                                         // 3
        {
            { Obstacle: { } obstacle } => Outcome.Failed(obstacle),
            { NeedsRun: false } => Outcome.Next,
            _ => await entry.Process.RunMainAsync(exchange, limit.Token),
        };
        var (status, fault) = await RunEnd.CompleteAsync(exchange, Judge(outcome, exchange, limit), _limits.Cut); // 4
        await logging.TrackAsync(plan.Settings.Track, exchange, _limits.Cut);
        Fault? untold = null;
        try                                                                                  // 5
        {
            await receipt.SettleAsync(new Settlement(status, exchange, fault), _limits.Cut);
        }
        catch (Exception exception)
        {
            untold = Untold(exception);
        }

        var logged = receipt.StatusInLog(untold is null ? status : MessageStatus.Failed);
        if (input is not null)
        {
            // Before the end: whoever sees the message failed can send it again.
            await input.EndAsync(logging.Inputs, plan.Settings.KeepInput, logged);
        }

        logging.End(record, untold ?? fault, logged);                                        // 6
        FlowSpans.End(span, record.Status, record.Fault);
        limit.Dispose();
        await exchange.DisposeAsync();
    }

    private Exchange Open(Receipt receipt, MessageRecord record) => new(plan.Flow, record.Id, record, logging.Time)
    {
        Message = receipt.Message,
        Properties = receipt.Properties,
        IsSynchronous = receipt.IsSynchronous,
        Hops = receipt.Hops,
    };

    private (MessageStatus Status, Fault? Fault) Judge(in Outcome outcome, Exchange exchange, TimeLimit limit) => outcome.Kind switch
    {
        OutcomeKind.Failed when limit.IsCancelled => (MessageStatus.Abandoned, FaultOf.Abandoned()),
        OutcomeKind.Failed when limit.IsTimedOut => (MessageStatus.Failed, FaultOf.FlowTimeout(plan.Settings.Timeout) with { Step = outcome.Fault?.Step, Span = outcome.Fault?.Span ?? default, Handling = outcome.Fault?.Handling }),
        OutcomeKind.Failed => (MessageStatus.Failed, outcome.Fault),
        OutcomeKind.Escalated => (MessageStatus.Escalated, outcome.Fault),
        _ when exchange.Escalation is { } escalation => (MessageStatus.Escalated, escalation),
        _ => (MessageStatus.Completed, null),
    };

    // A sender that could not be told makes the message FAILED.
    private static Fault Untold(Exception exception) => exception is FaultException known
        ? known.Fault
        : new Fault("IA3007", $"The message ran through, but its sender could not be told: {exception.Message}", "The sender may send it again.", exception);
}
