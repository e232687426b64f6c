using System.Diagnostics;
using System.Text;
using System.Text.Json;
using IntegrationActors.Expressions.JsonPath;

namespace IntegrationActors.Expressions.Tests.JsonPath;

public sealed class JsonPathHostileInputTests
{
    private static readonly JsonPathLimits NoLengthLimit = new() { MaxLength = int.MaxValue };
    // Generous, because builds share the machine; without limits these take minutes or for ever.
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    public static TheoryData<string> DeepQueries =>
    [
        "$[?" + new string('(', 100_000),
        "$[?" + string.Concat(Enumerable.Repeat("!(", 100_000)),
        "$" + string.Concat(Enumerable.Repeat("[?@", 100_000)),
        "$[?" + string.Concat(Enumerable.Repeat("length(", 100_000)),
        "$[" + new string('[', 100_000),
    ];

    [Theory]
    [MemberData(nameof(DeepQueries))]
    public void Refuses_deep_nesting_without_harm(string path) =>
        Assert.Throws<JsonPathException>(() => JsonPathQuery.Parse(path, NoLengthLimit));

    [Fact]
    public void Refuses_long_queries() =>
        Assert.Equal(10_000, Assert.Throws<JsonPathException>(() => JsonPathQuery.Parse("$" + new string('a', 20_000))).Offset);

    [Fact]
    public void Walks_long_chains_of_conditions()
    {
        var path = "$[?" + string.Join(" || ", Enumerable.Repeat("@ == 1", 50_000)) + "]";

        Assert.Empty(JsonPathQuery.Parse(path, NoLengthLimit).Select(Parse("[2]")));
    }

    [Theory]
    [InlineData("$..[?@..[?@..*]]..*")]
    [InlineData("$..*..*..*..*")]
    [InlineData("$[?$[?$[?@ == -1]]]")]
    [InlineData("$[?$ == $]")]
    [InlineData("$[?count($..*) > 0]")]
    [InlineData("$[?$[9999] == $[9998]]")]
    [InlineData("$.*[*,*,*,*,*,*,*,*,*,*].*[*,*,*,*,*,*,*,*,*,*].*[*,*,*,*,*,*,*,*,*,*]")]
    public void Ends_costly_queries_with_an_error_or_soon(string path)
    {
        var document = Parse($"[{string.Join(',', Enumerable.Range(0, 10_000).Select(i => $"[[[[{i}]]]]"))}]");
        var clock = Stopwatch.StartNew();

        var error = Record.Exception(() => JsonPathQuery.Parse(path, new JsonPathLimits { MaxVisitedNodes = 2_000_000 }).Select(document));

        Assert.True(error is null or JsonPathException, error?.ToString());
        Assert.True(clock.Elapsed < Soon, $"took {clock.Elapsed}");
    }

    [Fact]
    public void Ends_when_too_much_is_looked_at() =>
        Assert.Contains(
            "looked at more than 1000 values",
            Assert.Throws<JsonPathException>(() => JsonPathQuery.Parse("$..*", new JsonPathLimits { MaxVisitedNodes = 1_000 }).Select(Parse($"[{string.Join(',', Enumerable.Repeat("0", 2_000))}]"))).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Ends_when_too_much_is_selected()
    {
        var query = JsonPathQuery.Parse("$[*,*]", new JsonPathLimits { MaxResults = 3 });

        Assert.Contains("more than 3 nodes", Assert.Throws<JsonPathException>(() => query.Select(Parse("[1,2]"))).Message, StringComparison.Ordinal);
        Assert.Throws<JsonPathException>(() => query.SelectNodes(Parse("[1,2]")));
    }

    [Fact]
    public void Ends_when_cancelled() =>
        Assert.Throws<OperationCanceledException>(() => JsonPathQuery.Parse("$..*").Select(Parse("[1,2]"), new CancellationToken(canceled: true)));

    [Theory]
    [InlineData("$..a")]
    [InlineData("$[?@ == @]")]
    public void Ends_on_documents_nested_deeper_than_anyone_needs(string path)
    {
        var document = JsonDocument.Parse(Deep(5_000), new JsonDocumentOptions { MaxDepth = 6_000 }).RootElement;

        Assert.Contains("nested too deeply", Assert.Throws<JsonPathException>(() => JsonPathQuery.Parse(path).Select(document)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Walks_documents_as_deep_as_the_limit_of_messages()
    {
        var document = JsonDocument.Parse(Deep(512), new JsonDocumentOptions { MaxDepth = 512 }).RootElement;

        Assert.Equal(512, JsonPathQuery.Parse("$..*[?$..*]").Select(document).Count + 2);
    }

    [Theory]
    [InlineData("$[?match(@, '(a+)+')]")]
    [InlineData("$[?search(@, '(a|a)*b')]")]
    [InlineData("$[?search(@, '(.*)(.*)(.*)(.*)x')]")]
    public void Matches_in_linear_time(string path)
    {
        var document = Parse($"[\"{new string('a', 50_000)}!\"]");
        var clock = Stopwatch.StartNew();

        Assert.Empty(JsonPathQuery.Parse(path).Select(document));
        Assert.True(clock.Elapsed < Soon, $"took {clock.Elapsed}");
    }

    [Fact]
    public void Bounds_patterns_that_come_from_the_document()
    {
        var document = Parse($"[{string.Join(',', Enumerable.Range(0, 20_000).Select(i => $"{{\"t\":\"x\",\"p\":\"(a|b){{0,50}}{i}\"}}"))}]");
        var clock = Stopwatch.StartNew();

        Assert.Throws<JsonPathException>(() => JsonPathQuery.Parse("$[?match(@.t, @.p)]", new JsonPathLimits { MaxVisitedNodes = 1_000_000 }).Select(document));
        Assert.True(clock.Elapsed < Soon, $"took {clock.Elapsed}");
    }

    [Fact]
    public void Takes_a_wrong_pattern_of_the_document_as_no_match() =>
        Assert.Empty(JsonPathQuery.Parse("$[?match(@.t, @.p)]").Select(Parse("""[{"t":"1","p":"\\d"}]""")));

    private static byte[] Deep(int levels) => Encoding.UTF8.GetBytes(new string('[', levels) + new string(']', levels));

    private static JsonElement Parse(string json) => JsonDocument.Parse(json).RootElement;
}
