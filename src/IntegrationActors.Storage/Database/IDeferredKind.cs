namespace IntegrationActors.Storage.Database;

/// <summary>A kind of deferred write. Used by the writer's thread.</summary>
internal interface IDeferredKind
{
    /// <summary>Applies writes of this kind in their order; may be called again with the same ones, after a rollback.</summary>
    void Apply(StoreConnection connection, IReadOnlyList<DeferredWrite> writes);
}
