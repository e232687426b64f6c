using IntegrationActors.Core.Options;
using IntegrationActors.Core.Stores.Inputs;

namespace IntegrationActors.Engine.Plans;

/// <summary>What the compiler made of a definition.</summary>
internal sealed record PlanContent(IReadOnlyList<PlanNode> Nodes, PlanProcess Main, IReadOnlyList<PlanEntry> Entries, IReadOnlyList<PlanReceiver> Receivers);

/// <summary>Settings of a flow that the runner needs.</summary>
/// <param name="Timeout">Longest time an exchange may take.</param>
/// <param name="Track">Business keys, evaluated at the end of each run.</param>
/// <param name="KeepInput">Which messages have their input kept.</param>
public sealed record PlanSettings(TimeSpan Timeout, IReadOnlyList<NamedExpression> Track, KeepInput KeepInput = KeepInput.Off);
