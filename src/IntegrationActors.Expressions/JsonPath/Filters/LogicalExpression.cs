using System.Text.Json;

namespace IntegrationActors.Expressions.JsonPath.Filters;

/// <summary>A condition on a node (LogicalType of RFC 9535).</summary>
internal abstract class LogicalExpression
{
    public abstract bool Test(JsonElement current, Evaluation evaluation);
}
