using System.Text.Json;

namespace IntegrationActors.Expressions.JsonPath.Filters;

/// <summary>A query on its own: true when it selects anything, whatever its value.</summary>
internal sealed class ExistenceTest(Query query) : LogicalExpression
{
    public override bool Test(JsonElement current, Evaluation evaluation) => query.SingularSteps is null
        ? query.Probe(current, evaluation, stopAfter: 1).Count > 0
        : query.TrySelectSingular(current, evaluation, out _);
}
