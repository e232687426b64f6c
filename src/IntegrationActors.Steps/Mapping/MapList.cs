using IntegrationActors.Expressions.Mapping;

namespace IntegrationActors.Steps.Mapping;

/// <summary>An array, or elements of one name.</summary>
internal sealed class MapList(IReadOnlyList<MapNode> items) : MapNode
{
    public override void Write(MappingRun run, MapName? name, IMapWriter writer)
    {
        writer.BeginList(name);
        for (var i = 0; i < items.Count; i++)
        {
            items[i].Write(run, name: null, writer);
        }

        writer.EndList();
    }
}
