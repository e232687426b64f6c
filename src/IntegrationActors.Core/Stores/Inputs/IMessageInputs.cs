namespace IntegrationActors.Core.Stores.Inputs;

/// <summary>Keeps what came into the flows of one tenant.</summary>
public interface IMessageInputs
{
    /// <summary>Keeps an input; completes after the commit. One that is larger than <see cref="KeptInput.LargestBytes"/> is not kept. Never throws: what can't be kept leaves a line in the log of the node.</summary>
    ValueTask KeepAsync(KeptInput input);
}
