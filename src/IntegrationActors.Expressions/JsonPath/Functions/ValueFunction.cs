using System.Text.Json;
using IntegrationActors.Expressions.JsonPath.Filters;

namespace IntegrationActors.Expressions.JsonPath.Functions;

/// <summary><c>value(query)</c>: the value of the only node the query selects, else Nothing.</summary>
internal sealed class ValueFunction(Query query) : ValueExpression
{
    public override Comparand Evaluate(JsonElement current, Evaluation evaluation)
    {
        var probe = query.Probe(current, evaluation, stopAfter: 2);
        return probe.Count == 1 ? Comparand.Of(probe.First) : Comparand.Nothing;
    }
}
