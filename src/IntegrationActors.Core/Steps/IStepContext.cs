using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Core.Steps;

/// <summary>What a step may use while it is built.</summary>
public interface IStepContext : IFlowContext
{
    /// <summary>Compiles a nested sequence that the step runs itself (splitter, multicast, loop).</summary>
    ISequence Sequence(StepSequence sequence);

    /// <summary>A process of the same flow; compiled once, with its own error handling.</summary>
    ISequence Process(ProcessReference reference);

    /// <summary>Builds the receiver adapter of a channel; owned and disposed by the plan.</summary>
    IReceiverAdapter Connect(ReceiverChannel channel);
}
