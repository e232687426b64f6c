using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Core.Steps;

/// <summary>
/// A step that stores messages and brings them on later as messages of their own, such as an aggregator. They come through a channel of the step: the plan makes it an entry of the flow, so that
/// admission, log and settlement are those of any other channel. What fails in their runs is handled by <c>onError</c> of the process in which the step stands.
/// </summary>
public interface IEmittingStep : IStep
{
    /// <summary>What is done with the messages that come.</summary>
    StepSequence Emission { get; }

    /// <summary>Makes the channel; called once for each start of the flow, and whoever calls owns it.</summary>
    ISenderAdapter CreateSender();
}
