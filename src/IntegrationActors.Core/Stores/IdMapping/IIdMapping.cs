namespace IntegrationActors.Core.Stores.IdMapping;

/// <summary>Ids of one system and what they are in another, for one tenant. Ids have 1 to 255 characters. Expired mappings are not found.</summary>
public interface IIdMapping
{
    /// <summary>Maps a source to a target unless the source is mapped already; completes after the commit. Of two runs that map the same source at once both get the target of one of them. Each call renews the time to keep.</summary>
    /// <param name="context">Within which the ids are mapped.</param>
    /// <param name="source">The id that is known.</param>
    /// <param name="target">The id that it gets if it has none.</param>
    /// <param name="keepFor">How long the mapping is kept from now on, at most 400 days; null is 30 days.</param>
    /// <param name="cancel">Gives up waiting; the mapping may have been made.</param>
    /// <returns>The target of the source: the given one, or the one it had.</returns>
    /// <exception cref="Exchanges.FaultException">IA3512: a name or id is too long, or the time is out of range. IA3500: the store can't be written.</exception>
    ValueTask<string> MapAsync(IdMappingContext context, string source, string target, TimeSpan? keepFor, CancellationToken cancel);

    /// <summary>The target of a source, or null.</summary>
    ValueTask<string?> FindTargetAsync(IdMappingContext context, string source, CancellationToken cancel);

    /// <summary>The sources of a target, in order; mostly one.</summary>
    ValueTask<IReadOnlyList<string>> FindSourcesAsync(IdMappingContext context, string target, CancellationToken cancel);

    /// <summary>Deletes the mapping of a source.</summary>
    /// <returns>False when there was none.</returns>
    /// <exception cref="Exchanges.FaultException">IA3500: the store can't be written.</exception>
    ValueTask<bool> DeleteAsync(IdMappingContext context, string source, CancellationToken cancel);
}
