using System.Text.Json;

namespace IntegrationActors.Expressions.JsonPath.Filters;

/// <summary>Equality of objects and arrays. Every value looked at is charged, so that comparing big structures in a filter stays bounded.</summary>
internal static class DeepEquality
{
    // A name is decoded and hashed.
    private const int CostOfMember = 8;

    public static bool Equal(JsonElement a, JsonElement b, Evaluation evaluation)
    {
        evaluation.Charge();
        if (a.ValueKind != b.ValueKind)
        {
            return false;
        }

        return a.ValueKind is JsonValueKind.Array or JsonValueKind.Object
            ? EqualStructures(a, b, evaluation)
            : Comparand.Equal(Comparand.Of(a), Comparand.Of(b), evaluation);
    }

    private static bool EqualStructures(JsonElement a, JsonElement b, Evaluation evaluation)
    {
        evaluation.Enter();
        var equal = a.ValueKind == JsonValueKind.Array ? EqualItems(a, b, evaluation) : EqualMembers(a, b, evaluation);
        evaluation.Leave();
        return equal;
    }

    private static bool EqualItems(JsonElement a, JsonElement b, Evaluation evaluation)
    {
        if (a.GetArrayLength() != b.GetArrayLength())
        {
            return false;
        }

        var others = b.EnumerateArray();
        foreach (var item in a.EnumerateArray())
        {
            others.MoveNext();
            if (!Equal(item, others.Current, evaluation))
            {
                return false;
            }
        }

        return true;
    }

    private static bool EqualMembers(JsonElement a, JsonElement b, Evaluation evaluation)
    {
        var members = Members(a, evaluation);
        var others = Members(b, evaluation);
        if (members.Count != others.Count)
        {
            return false;
        }

        foreach (var (name, value) in members)
        {
            if (!others.TryGetValue(name, out var other) || !Equal(value, other, evaluation))
            {
                return false;
            }
        }

        return true;
    }

    // Of members with the same name the last one counts, as for name selectors.
    private static Dictionary<string, JsonElement> Members(JsonElement value, Evaluation evaluation)
    {
        var count = value.GetPropertyCount();
        evaluation.Charge(1 + (CostOfMember * count));
        var members = new Dictionary<string, JsonElement>(count, StringComparer.Ordinal);
        foreach (var member in value.EnumerateObject())
        {
            members[member.Name] = member.Value;
        }

        return members;
    }
}
