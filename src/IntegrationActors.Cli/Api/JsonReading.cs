using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace IntegrationActors.Cli.Api;

/// <summary>Reads members of answers; what is missing is null, never an exception.</summary>
internal static class JsonReading
{
    public static string? Text(this JsonNode node, string member) => node[member] is JsonValue value
        ? value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString()
        : null;

    public static double? Number(this JsonNode node, string member) =>
        node[member] is JsonValue value && value.TryGetValue<double>(out var number) ? number : null;

    public static bool IsTrue(this JsonNode node, string member) => node[member] is JsonValue value && value.GetValueKind() == JsonValueKind.True;

    public static DateTimeOffset? Time(this JsonNode node, string member) =>
        DateTimeOffset.TryParse(node.Text(member), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var time) ? time : null;

    public static IEnumerable<JsonNode> Items(this JsonNode node, string member) =>
        node[member] is JsonArray array ? array.OfType<JsonNode>() : [];

    /// <summary>Members of an object as text, in their order.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Pairs(this JsonNode node, string member) =>
        node[member] is JsonObject map ? map.Select(m => KeyValuePair.Create(m.Key, map.Text(m.Key) ?? "")) : [];
}
