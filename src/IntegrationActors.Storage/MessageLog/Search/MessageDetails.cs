using IntegrationActors.Core.MessageLog;

namespace IntegrationActors.Storage.MessageLog.Search;

/// <summary>A message with the steps that were kept; their names are in the plan of the flow version (<see cref="Flows.FlowPlans"/>).</summary>
public sealed record MessageDetails(MessageEntry Message, IReadOnlyList<StepRun> Steps);
