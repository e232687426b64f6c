using System.Diagnostics;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Engine.Plans;

namespace IntegrationActors.Engine.Running;

/// <summary>
/// Spans of OpenTelemetry: one per message, one per step inside it. A <c>traceparent</c> that came with the message is continued (W3C Trace Context). Costs nothing
/// while nobody listens. Tags are bounded, but for the id of the message, which spans are looked up by.
/// </summary>
internal static class FlowSpans
{
    private const string TraceParent = "traceparent";
    private const string TraceState = "tracestate";

    private static readonly ActivitySource Source = new("IntegrationActors.Engine");

    public static bool AreWanted => Source.HasListeners();

    public static Activity? StartMessage(Exchange exchange)
    {
        if (!AreWanted)
        {
            return null;
        }

        _ = ActivityContext.TryParse(exchange.Headers[TraceParent], exchange.Headers[TraceState], isRemote: true, out var parent);
        return Source.StartActivity(exchange.Flow.Flow, ActivityKind.Server, parent)
            ?.SetTag("integrationactors.tenant", exchange.Flow.Tenant)
            .SetTag("integrationactors.flow", exchange.Flow.Flow)
            .SetTag("integrationactors.message.id", exchange.Id.ToString());
    }

    public static void End(Activity? message, MessageStatus status, Fault? fault)
    {
        if (message is null)
        {
            return;
        }

        message.SetTag("integrationactors.outcome", status.ToString());
        SetError(message, fault);
        message.Dispose();
    }

    public static Activity? StartStep(PlanNode node) => Source.StartActivity(node.Name)?.SetTag("integrationactors.step.kind", node.Kind);

    public static void SetError(Activity? span, Fault? fault)
    {
        if (fault is not null)
        {
            span?.SetStatus(ActivityStatusCode.Error, fault.Code);
        }
    }
}
