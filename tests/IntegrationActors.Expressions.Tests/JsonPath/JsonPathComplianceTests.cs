using System.Text;
using System.Text.Json;
using IntegrationActors.Expressions.JsonPath;

namespace IntegrationActors.Expressions.Tests.JsonPath;

/// <summary>
/// The public suite of RFC 9535 (github.com/jsonpath-standard/jsonpath-compliance-test-suite), from the file that the environment variable <c>IA_JSONPATH_SUITE</c> names: its <c>cts.json</c>, which belongs to others and is
/// not committed. Values and normalized paths are compared, whole and read from raw bytes.
/// </summary>
public sealed class JsonPathComplianceTests
{
    private const int FewestCases = 700;

    private static readonly string? Suite = Environment.GetEnvironmentVariable("IA_JSONPATH_SUITE");

    [SuiteFact]
    public void Every_case_of_the_public_suite_is_as_it_says()
    {
        using var suite = JsonDocument.Parse(File.ReadAllBytes(Suite!));
        var cases = suite.RootElement.GetProperty("tests").EnumerateArray().ToArray();

        Assert.True(cases.Length >= FewestCases, $"{cases.Length} cases");
        Assert.Equal("", string.Join('\n', cases.Where(@case => !IsAsItSays(@case)).Select(@case => @case.GetProperty("name"))));
    }

    private static bool IsAsItSays(JsonElement @case)
    {
        var isInvalid = @case.TryGetProperty("invalid_selector", out var invalid) && invalid.GetBoolean();
        JsonPathQuery query;
        try
        {
            query = JsonPathQuery.Parse(@case.GetProperty("selector").GetString()!);
        }
        catch (JsonPathException)
        {
            return isInvalid;
        }

        return !isInvalid && SelectsWhatItSays(query, @case);
    }

    private static bool SelectsWhatItSays(JsonPathQuery query, JsonElement @case)
    {
        var document = @case.GetProperty("document");
        var nodes = query.SelectNodes(document);
        var values = JsonSerializer.SerializeToElement(nodes.Select(node => node.Value));

        return IsAllowed(@case, "result", "results", values)
            && IsAllowed(@case, "result_paths", "results_paths", JsonSerializer.SerializeToElement(nodes.Select(node => node.Path)))
            && IsAllowed(@case, "result", "results", JsonSerializer.SerializeToElement(query.Select(document)))
            && query.TrySelectFirst(document, out var first) == nodes.Count > 0
            && (nodes.Count == 0 || JsonElement.DeepEquals(first, nodes[0].Value))
            && IsScanned(query, document, nodes);
    }

    private static bool IsScanned(JsonPathQuery query, JsonElement document, IReadOnlyList<JsonPathNode> nodes)
    {
        if (!query.CanScan)
        {
            return true;
        }

        var bytes = Encoding.UTF8.GetBytes(document.GetRawText());
        var isFound = query.TryScan(bytes, default, out var slice);
        return isFound == nodes.Count > 0 && (!isFound || JsonElement.DeepEquals(JsonElement.Parse(slice.Of(bytes)), nodes[0].Value));
    }

    // Where the order is free, the suite lists all that are allowed.
    private static bool IsAllowed(JsonElement @case, string one, string several, JsonElement found) =>
        @case.TryGetProperty(one, out var only)
            ? JsonElement.DeepEquals(only, found)
            : @case.GetProperty(several).EnumerateArray().Any(allowed => JsonElement.DeepEquals(allowed, found));

    private sealed class SuiteFactAttribute : FactAttribute
    {
        public SuiteFactAttribute() => Skip = Suite is null ? "Set IA_JSONPATH_SUITE to cts.json of the compliance suite of RFC 9535." : null;
    }
}
