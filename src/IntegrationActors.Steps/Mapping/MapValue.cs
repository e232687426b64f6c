using IntegrationActors.Expressions.Mapping;

namespace IntegrationActors.Steps.Mapping;

/// <summary>A single value.</summary>
internal sealed class MapValue(MappingExpression expression) : MapNode
{
    public override void Write(MappingRun run, MapName? name, IMapWriter writer)
    {
        run.Count();
        if (expression.Evaluate(run) is { } value)
        {
            writer.Value(name, value);
        }
    }
}
