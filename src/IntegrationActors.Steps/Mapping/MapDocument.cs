using IntegrationActors.Expressions.Mapping;

namespace IntegrationActors.Steps.Mapping;

/// <summary>The root element of an XML target.</summary>
internal sealed class MapDocument(MapName root, MapNode content) : MapNode
{
    public override void Write(MappingRun run, MapName? name, IMapWriter writer) => content.Write(run, root, writer);
}
