using IntegrationActors.Expressions.Mapping;

namespace IntegrationActors.Steps.Mapping;

/// <summary>Writes its content when a condition holds.</summary>
internal sealed class MapCondition(MappingExpression when, MapNode content) : MapNode
{
    public override void Write(MappingRun run, MapName? name, IMapWriter writer)
    {
        if (when.Holds(run))
        {
            content.Write(run, name, writer);
        }
    }
}
