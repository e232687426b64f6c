using System.Text.Json;
using IntegrationActors.Expressions.JsonPath.Filters;

namespace IntegrationActors.Expressions.JsonPath.Functions;

/// <summary><c>length(value)</c>: Unicode characters of a string, items of an array, members of an object, else Nothing.</summary>
internal sealed class LengthFunction(ValueExpression argument) : ValueExpression
{
    public override Comparand Evaluate(JsonElement current, Evaluation evaluation)
    {
        var value = argument.Evaluate(current, evaluation);
        return value.Kind switch
        {
            ComparandKind.String => Comparand.Of((long)value.Text.EnumerateRunes().Count()),
            ComparandKind.Structure when value.Structure.ValueKind == JsonValueKind.Array => Comparand.Of((long)value.Structure.GetArrayLength()),
            ComparandKind.Structure => Comparand.Of((long)value.Structure.GetPropertyCount()),
            _ => Comparand.Nothing,
        };
    }
}
