using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Engine.Plans;

/// <summary>A receiver channel of a plan.</summary>
/// <param name="Step">Name of the step that calls.</param>
/// <param name="Channel">The channel, as written.</param>
/// <param name="Adapter">What delivers; owned by the plan.</param>
public sealed record PlanReceiver(string Step, ReceiverChannel Channel, IReceiverAdapter Adapter);
