using IntegrationActors.Runtime.Tenants;

namespace IntegrationActors.Runtime.Flows;

/// <summary>A message from the cell to the actor of a flow. Stays on the node.</summary>
internal abstract record FlowCommand
{
    public sealed record Run(DesiredFlow Desired) : FlowCommand;

    /// <summary>Tests the channels of the version that should run; answered with <see cref="TenantAnswer.Probed"/>.</summary>
    /// <param name="Channel">Name or kind of a channel; null: all.</param>
    public sealed record Probe(string? Channel) : FlowCommand;

    /// <summary>Takes the flow out: no more messages, those inside are finished, then Gone.</summary>
    public sealed record Stop : FlowCommand
    {
        public static Stop Instance { get; } = new();
    }
}
