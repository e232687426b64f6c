using IntegrationActors.Core.Options;
using IntegrationActors.Core.Steps;

namespace IntegrationActors.Engine.Plans;

/// <summary>A sender channel and the process that its messages run through.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Process">The process.</param>
/// <param name="Index">Number of the channel in the flow, from 0: in a kept input it says where the message came in.</param>
public sealed record PlanEntry(SenderChannel Channel, PlanProcess Process, int Index = 0)
{
    /// <summary>The step whose channel it is; null for a channel that the author of the flow wrote.</summary>
    internal IEmittingStep? Emitter { get; init; }
}
