using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Steps;
using IntegrationActors.Definitions;
using IntegrationActors.Engine.Plans;

namespace IntegrationActors.Engine;

/// <summary>Compiles a checked definition into a plan: the YAML tree becomes a graph of nodes with next-pointers.</summary>
public static class FlowCompiler
{
    /// <summary>The plan of a flow; its owner disposes of it.</summary>
    /// <param name="flow">The definition.</param>
    /// <param name="context">What its steps and adapters may use.</param>
    /// <param name="standIns">What takes the place of receivers in a local run; null when all are real.</param>
    /// <exception cref="DiagnosticException">Parts of the flow can't be built, such as a stylesheet with an error; carries all findings.</exception>
    public static FlowPlan Compile(FlowDefinition flow, IFlowContext context, IReceiverStandIns? standIns = null)
    {
        var builder = new PlanBuilder(flow, context, standIns);
        var content = builder.Build();
        return builder.Findings.Count == 0
            ? new FlowPlan(builder.Context, new PlanSettings(flow.Timeout, flow.Track, flow.KeepInput), content)
            : throw new DiagnosticException(builder.Findings);
    }
}
