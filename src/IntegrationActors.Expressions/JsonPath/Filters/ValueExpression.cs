using System.Text.Json;

namespace IntegrationActors.Expressions.JsonPath.Filters;

/// <summary>Something that gives one value or Nothing (ValueType of RFC 9535).</summary>
internal abstract class ValueExpression
{
    public abstract Comparand Evaluate(JsonElement current, Evaluation evaluation);
}
