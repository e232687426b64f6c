using System.Text.Json;
using IntegrationActors.Expressions.JsonPath.Filters;

namespace IntegrationActors.Expressions.JsonPath.Functions;

/// <summary><c>count(query)</c>: how many nodes the query selects.</summary>
internal sealed class CountFunction(Query query) : ValueExpression
{
    public override Comparand Evaluate(JsonElement current, Evaluation evaluation) =>
        Comparand.Of((long)query.Probe(current, evaluation, stopAfter: int.MaxValue).Count);
}
