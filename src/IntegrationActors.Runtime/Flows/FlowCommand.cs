using IntegrationActors.Runtime.Tenants;

namespace IntegrationActors.Runtime.Flows;

/// <summary>A message from the cell to the actor of a flow. Stays on the node.</summary>
internal abstract record FlowCommand
{
    public sealed record Run(DesiredFlow Desired) : FlowCommand;

    /// <summary>Takes the flow out: no more messages, those inside are finished, then Gone.</summary>
    public sealed record Stop : FlowCommand
    {
        public static Stop Instance { get; } = new();
    }
}
