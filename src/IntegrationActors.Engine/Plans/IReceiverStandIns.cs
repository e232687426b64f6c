using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Options;
using IntegrationActors.Core.Steps;

namespace IntegrationActors.Engine.Plans;

/// <summary>Takes the place of receiver systems that a local run doesn't have.</summary>
public interface IReceiverStandIns
{
    /// <summary>Asked once for each receiver channel while a plan is built.</summary>
    /// <param name="step">Name of the step that calls, as in the message processing log.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="context">What the channel itself would use.</param>
    /// <returns>An adapter that the plan owns; null for the real one.</returns>
    IReceiverAdapter? For(string step, ReceiverChannel channel, IFlowContext context);
}
