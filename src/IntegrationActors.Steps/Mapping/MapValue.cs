using IntegrationActors.Expressions.Mapping;

namespace IntegrationActors.Steps.Mapping;

/// <summary>A single value.</summary>
internal sealed class MapValue(MappingExpression expression) : MapNode
{
    public override void Write(MappingRun run, MapName? name, IMapWriter writer)
    {
        run.Count();
        if (expression.IsNumber)
        {
            if (expression.Number(run) is { } number)
            {
                writer.Number(name, number);
            }
        }
        else if (expression.TryGetText(run, out ReadOnlySpan<char> text))
        {
            writer.Text(name, text);
        }
        else if (expression.TryGetText(run, out ReadOnlySpan<byte> utf8))
        {
            writer.Text(name, utf8);
        }
        else if (expression.Evaluate(run) is { } value)
        {
            writer.Value(name, value);
        }
    }
}
