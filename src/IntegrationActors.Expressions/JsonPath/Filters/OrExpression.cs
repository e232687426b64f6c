using System.Text.Json;

namespace IntegrationActors.Expressions.JsonPath.Filters;

/// <summary><c>a || b || …</c></summary>
internal sealed class OrExpression(LogicalExpression[] parts) : LogicalExpression
{
    public override bool Test(JsonElement current, Evaluation evaluation)
    {
        foreach (var part in parts)
        {
            if (part.Test(current, evaluation))
            {
                return true;
            }
        }

        return false;
    }
}
