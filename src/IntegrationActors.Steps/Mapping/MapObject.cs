using IntegrationActors.Expressions.Mapping;

namespace IntegrationActors.Steps.Mapping;

/// <summary>An object or element with fields.</summary>
internal sealed class MapObject(IReadOnlyList<KeyValuePair<MapName, MapNode>> fields) : MapNode
{
    public IReadOnlyList<KeyValuePair<MapName, MapNode>> Fields { get; } = fields;

    public override void Write(MappingRun run, MapName? name, IMapWriter writer)
    {
        run.Count();
        writer.BeginObject(name);
        for (var i = 0; i < Fields.Count; i++)
        {
            Fields[i].Value.Write(run, Fields[i].Key, writer);
        }

        writer.EndObject();
    }
}
