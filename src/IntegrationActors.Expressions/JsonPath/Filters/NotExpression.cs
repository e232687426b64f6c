using System.Text.Json;

namespace IntegrationActors.Expressions.JsonPath.Filters;

/// <summary><c>!a</c></summary>
internal sealed class NotExpression(LogicalExpression inner) : LogicalExpression
{
    public override bool Test(JsonElement current, Evaluation evaluation) => !inner.Test(current, evaluation);
}
