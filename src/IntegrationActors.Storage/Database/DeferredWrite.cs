namespace IntegrationActors.Storage.Database;

/// <summary>A write that nobody waits for. Whoever defers it keeps a copy that survives the process (the run ledger) until <see cref="Committed"/>.</summary>
internal abstract class DeferredWrite
{
    /// <summary>About how much memory it holds beyond a few hundred bytes.</summary>
    public virtual long Bytes => 0;

    /// <summary>Writes of one kind are applied together; null: each on its own.</summary>
    public virtual IDeferredKind? Kind => null;

    /// <summary>Called again after a failed commit, so it must give the same rows each time.</summary>
    public abstract void Apply(StoreConnection connection);

    public abstract void Committed();

    /// <summary>The transaction of <see cref="Apply"/> was rolled back.</summary>
    public abstract void RolledBack();
}
