namespace IntegrationActors.Storage.Keys;

/// <summary>The keys of a tenant as they were read; never changed.</summary>
/// <param name="Current">Encrypts.</param>
/// <param name="All">All that open records, by id.</param>
/// <param name="ReadAt">Reading of the clock (<see cref="TimeProvider.GetTimestamp"/>).</param>
internal sealed record KeySet(DataKey Current, IReadOnlyDictionary<long, DataKey> All, long ReadAt);
