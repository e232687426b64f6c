using System.Text.Json;

namespace IntegrationActors.Expressions.JsonPath.Filters;

/// <summary>A number, string, true, false or null in the query text.</summary>
internal sealed class Literal(Comparand value) : ValueExpression
{
    public Comparand Value => value;

    public override Comparand Evaluate(JsonElement current, Evaluation evaluation) => value;
}
