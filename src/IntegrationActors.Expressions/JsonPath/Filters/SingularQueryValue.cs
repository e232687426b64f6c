using System.Text.Json;

namespace IntegrationActors.Expressions.JsonPath.Filters;

/// <summary>The value at a singular query, or Nothing.</summary>
internal sealed class SingularQueryValue(Query query) : ValueExpression
{
    public override Comparand Evaluate(JsonElement current, Evaluation evaluation) =>
        query.TrySelectSingular(current, evaluation, out var value) ? Comparand.Of(value) : Comparand.Nothing;
}
