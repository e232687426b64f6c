using IntegrationActors.Core.MessageLog;

namespace IntegrationActors.Core.Exchanges;

/// <summary>Something that a step leaves to be done when it is known how the run went, such as the deletion of an entry that it read. Held in memory: after the death of the node it is not done.</summary>
public interface ICompletion
{
    /// <summary>Called once for each run, after its last step and before its sender is told. A run that did not go well only gives up what is held for it.</summary>
    /// <param name="status">How the run went so far; Failed when the completion of another step has failed.</param>
    /// <param name="cancel">Ends with the node's patience.</param>
    /// <exception cref="FaultException">It could not be done: the run ends FAILED with this fault.</exception>
    ValueTask CompleteAsync(MessageStatus status, CancellationToken cancel);
}
