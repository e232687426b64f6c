using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Options;
using IntegrationActors.Core.Steps;
using IntegrationActors.Core.Stores.Inputs;

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


/// <summary>What the compiler made of a definition.</summary>
internal sealed record PlanContent(IReadOnlyList<PlanNode> Nodes, PlanProcess Main, IReadOnlyList<PlanEntry> Entries, IReadOnlyList<IReceiverAdapter> Receivers);

/// <summary>Settings of a flow that the runner needs.</summary>
/// <param name="Timeout">Longest time an exchange may take.</param>
/// <param name="Track">Business keys, evaluated at the end of each run.</param>
/// <param name="KeepInput">Which messages have their input kept.</param>
public sealed record PlanSettings(TimeSpan Timeout, IReadOnlyList<NamedExpression> Track, KeepInput KeepInput = KeepInput.Off);
