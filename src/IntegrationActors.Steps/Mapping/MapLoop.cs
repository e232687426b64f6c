using IntegrationActors.Expressions.Mapping;

namespace IntegrationActors.Steps.Mapping;

/// <summary>Writes its content for each item, or for each that fits.</summary>
internal sealed class MapLoop(MappingExpression each, MappingExpression? when, MapNode content) : MapNode
{
    public override void Write(MappingRun run, MapName? name, IMapWriter writer)
    {
        var position = 0;
        foreach (var item in MappingValue.Items(each.Evaluate(run)))
        {
            run.Count();
            run.Enter(item, ++position);
            if (when?.Holds(run) != false)
            {
                content.Write(run, name, writer);
            }

            run.Leave();
        }
    }
}
