namespace IntegrationActors.Core.Stores.DataStores;

/// <summary>
/// An entry that a data-store sender has taken, with the duty to say exactly once what became of it. Nobody else gets it before the lock time-out; after that, as
/// after the death of this node, it is given to whoever asks next, and this lease is void.
/// </summary>
public interface IDataStoreLease
{
    /// <summary>The entry; its body belongs to whoever took it.</summary>
    DataStoreContent Entry { get; }

    /// <summary>Tries that failed before this one, those that a crash ended among them (<c>SAP_DataStoreRetries</c>, 0 first).</summary>
    int Retries { get; }

    /// <summary>Deletes the entry; completes after the commit. If it was overwritten meanwhile, the new content stays and waits to be processed.</summary>
    /// <exception cref="Exchanges.FaultException">IA3505: the lease is void, since the lock ran out and another node has the entry, or it was deleted. IA3500: the store can't be written.</exception>
    ValueTask CompleteAsync(CancellationToken cancel);

    /// <summary>Counts a failed try and gives the entry back until <paramref name="retryAt"/>.</summary>
    /// <exception cref="Exchanges.FaultException">As <see cref="CompleteAsync"/>.</exception>
    ValueTask FailAsync(DateTimeOffset retryAt, CancellationToken cancel);

    /// <summary>Gives the entry back untried, such as when the flow is being stopped. Does nothing when the lease is void.</summary>
    ValueTask ReleaseAsync();
}
