using System.Text.Json;

namespace IntegrationActors.Expressions.JsonPath.Filters;

/// <summary><c>a &amp;&amp; b &amp;&amp; …</c></summary>
internal sealed class AndExpression(LogicalExpression[] parts) : LogicalExpression
{
    public override bool Test(JsonElement current, Evaluation evaluation)
    {
        foreach (var part in parts)
        {
            if (!part.Test(current, evaluation))
            {
                return false;
            }
        }

        return true;
    }
}
