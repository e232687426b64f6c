using IntegrationActors.Expressions.Mapping;

namespace IntegrationActors.Steps.Mapping;

/// <summary>A piece of a compiled target. Immutable and thread-safe.</summary>
internal abstract class MapNode
{
    /// <summary>Writes it; nothing when there is nothing to write.</summary>
    public abstract void Write(MappingRun run, MapName? name, IMapWriter writer);
}
