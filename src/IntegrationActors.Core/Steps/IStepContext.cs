using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Core.Steps;

/// <summary>What a step may use while it is built.</summary>
public interface IStepContext : IFlowContext
{
    /// <summary>Compiles a nested sequence that the step runs itself (splitter, multicast, loop).</summary>
    ISequence Sequence(StepSequence sequence);

    /// <summary>
    /// Compiles a nested sequence that the step runs on forks of its exchange (<see cref="Exchanges.Exchange.Fork"/>). A failure inside goes to <c>onError</c> of the process in which the
    /// step stands, on the fork: Terminate when that handles it, else Failed as what <c>onError</c> made of it.
    /// </summary>
    ISequence Fork(StepSequence sequence);

    /// <summary>The step that is being built, as written.</summary>
    StepDefinition Definition { get; }

    /// <summary>The step before it in the same sequence; null for the first.</summary>
    StepDefinition? Preceding { get; }

    /// <summary>The step behind it in the same sequence; null for the last.</summary>
    StepDefinition? Following { get; }

    /// <summary>A process of the same flow; compiled once, with its own error handling.</summary>
    ISequence Process(ProcessReference reference);

    /// <summary>Builds the receiver adapter of a channel; owned and disposed by the plan.</summary>
    IReceiverAdapter Connect(ReceiverChannel channel);
}
