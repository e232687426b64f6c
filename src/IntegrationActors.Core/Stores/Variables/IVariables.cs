namespace IntegrationActors.Core.Stores.Variables;

/// <summary>Small values of one tenant that outlive a run, such as the time of the last run. Each read sees the last write that was committed, on whichever node.</summary>
public interface IVariables
{
    /// <summary>Sets a variable for 400 days from now; completes after the commit. Of two writers the later one wins.</summary>
    /// <exception cref="Exchanges.FaultException">IA3512: the name is empty or longer than 255 characters, or the value longer than 1 MB. IA3504: the tenant's storage is full (status 507). IA3500: the store can't be written (status 503).</exception>
    ValueTask SetAsync(StoreScope scope, string name, VariableType type, string value, CancellationToken cancel);

    /// <summary>The variable, or null when it was never set, was deleted, or has expired; for a flow that reads it that is an error.</summary>
    ValueTask<Variable?> GetAsync(StoreScope scope, string name, CancellationToken cancel);

    /// <summary>Deletes a variable.</summary>
    /// <returns>False when there was none.</returns>
    /// <exception cref="Exchanges.FaultException">IA3500: the store can't be written.</exception>
    ValueTask<bool> DeleteAsync(StoreScope scope, string name, CancellationToken cancel);

    /// <summary>All variables, by scope and name, for people.</summary>
    ValueTask<IReadOnlyList<VariableInfo>> ListAsync(CancellationToken cancel);
}
