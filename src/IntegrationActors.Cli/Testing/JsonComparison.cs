using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace IntegrationActors.Cli.Testing;

/// <summary>Compares JSON by what it means: order of members and ways to write a number don't matter.</summary>
internal static class JsonComparison
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The path of the first difference, as JSONPath; null when there is none.</summary>
    /// <param name="expected">What is expected.</param>
    /// <param name="actual">What it is compared with.</param>
    /// <param name="isPartial">Objects may have further members.</param>
    /// <param name="path">Where both stand.</param>
    public static string? FirstDifference(JsonNode? expected, JsonNode? actual, bool isPartial, string path = "$") => (expected, actual) switch
    {
        (null, null) => null,
        (JsonObject left, JsonObject right) => OfObjects(left, right, isPartial, path),
        (JsonArray left, JsonArray right) when left.Count == right.Count =>
            left.Select((item, i) => FirstDifference(item, right[i], isPartial, string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"))).FirstOrDefault(p => p is not null),
        (JsonValue left, JsonValue right) => AreEqual(left, right) ? null : path,
        _ => path,
    };

    /// <summary>Indented, with members in alphabetical order, so that a diff shows what matters.</summary>
    public static string Canonical(JsonNode? node) => Sorted(node)?.ToJsonString(Indented) ?? "null";

    private static string? OfObjects(JsonObject expected, JsonObject actual, bool isPartial, string path)
    {
        foreach (var (name, value) in expected)
        {
            var member = $"{path}.{name}";
            if (!actual.TryGetPropertyValue(name, out var other))
            {
                return member;
            }

            if (FirstDifference(value, other, isPartial, member) is { } difference)
            {
                return difference;
            }
        }

        return isPartial ? null : actual.Where(m => !expected.ContainsKey(m.Key)).Select(m => $"{path}.{m.Key}").FirstOrDefault();
    }

    private static bool AreEqual(JsonValue left, JsonValue right)
    {
        var (kind, other) = (left.GetValueKind(), right.GetValueKind());
        if (kind != other)
        {
            return false;
        }

        return kind switch
        {
            JsonValueKind.String => string.Equals(left.GetValue<string>(), right.GetValue<string>(), StringComparison.Ordinal),
            JsonValueKind.Number => AreEqualNumbers(left.ToJsonString(), right.ToJsonString()),
            _ => true,
        };
    }

    private static bool AreEqualNumbers(string left, string right) =>
        string.Equals(left, right, StringComparison.Ordinal)
        || (decimal.TryParse(left, NumberStyles.Float, CultureInfo.InvariantCulture, out var x) && decimal.TryParse(right, NumberStyles.Float, CultureInfo.InvariantCulture, out var y) && x == y);

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject map => new JsonObject([.. map.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => KeyValuePair.Create(m.Key, Sorted(m.Value)))]),
        JsonArray list => new JsonArray([.. list.Select(Sorted)]),
        _ => node?.DeepClone(),
    };
}
