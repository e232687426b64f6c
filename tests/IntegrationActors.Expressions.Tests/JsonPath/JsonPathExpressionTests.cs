using System.Text.Json;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;

namespace IntegrationActors.Expressions.Tests.JsonPath;

public sealed class JsonPathExpressionTests
{
    private const string Order = """{"id":"A-1","n":7,"price":12.50,"big":1e400,"minus":-0,"yes":true,"no":false,"nil":null,"items":[{"sku":"x"},{"sku":"y"}],"e\u0061":"\u00e9"}""";

    public static TheoryData<string, object?> Values => new()
    {
        { "$.id", "A-1" },
        { "$.n", 7L },
        { "$.price", 12.50m },
        { "$.yes", true },
        { "$.no", false },
        { "$.nil", null },
        { "$.missing", null },
        { "$.items[-1].sku", "y" },
        { "$.ea", "é" },
        { "$..missing", null },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void Gives_typed_values_whether_the_body_is_parsed_or_not(string path, object? expected)
    {
        var expression = Exchanges.Compile(path, "jsonpath");
        var exchange = Exchanges.With(Order);

        Assert.Equal(expected, expression.Evaluate(exchange));
        exchange.Body.AsJson();
        Assert.Equal(expected, expression.Evaluate(exchange));
    }

    [Theory]
    [InlineData("$.price", "12.50")]
    [InlineData("$.big", "1e400")]
    [InlineData("$.minus", "-0")]
    [InlineData("$.yes", "true")]
    [InlineData("$.nil", "")]
    [InlineData("$.items[0]", """{"sku":"x"}""")]
    [InlineData("$.items[*].sku", "xy")]
    [InlineData("$.items", """[{"sku":"x"},{"sku":"y"}]""")]
    public async Task Gives_the_text_of_the_document(string path, string expected)
    {
        var expression = Exchanges.Compile(path, "jsonpath");
        var exchange = Exchanges.With(Order);

        Assert.Equal(expected, await expression.EvaluateTextAsync(exchange, default));
        exchange.Body.AsJson();
        Assert.Equal(expected, await expression.EvaluateTextAsync(exchange, default));
    }

    [Fact]
    public void Does_not_parse_the_whole_body_for_a_path_of_names()
    {
        var exchange = Exchanges.With(Order);

        Exchanges.Compile("$.id", "jsonpath").Evaluate(exchange);

        Assert.False(exchange.Body.HasJson);
    }

    [Fact]
    public void Gives_a_list_of_elements_for_a_query_of_several_nodes()
    {
        var nodes = Assert.IsAssignableFrom<IReadOnlyList<JsonElement>>(Exchanges.Compile("$.items[*]", "jsonpath").Evaluate(Exchanges.With(Order)));

        Assert.Equal(2, nodes.Count);
    }

    [Theory]
    [InlineData("$.id", true)]
    [InlineData("$.yes", true)]
    [InlineData("$.no", false)]
    [InlineData("$.nil", false)]
    [InlineData("$.missing", false)]
    [InlineData("$.items[?@.sku == 'y']", true)]
    [InlineData("$.items[?@.sku == 'z']", false)]
    [InlineData("$[?@ == false]", true)]
    public void Holds_when_something_is_there(string path, bool expected) =>
        Assert.Equal(expected, Exchanges.CompileCondition(path, "jsonpath").Holds(Exchanges.With(Order)));

    [Theory]
    [InlineData("$.id")]
    [InlineData("$..id")]
    public void Fails_with_one_fault_on_what_is_not_json(string path) =>
        Assert.Equal("IA3011", Assert.Throws<FaultException>(() => Exchanges.Compile(path, "jsonpath").Evaluate(Exchanges.With("{\"id\":1} <x/>"))).Fault.Code);

    [Theory]
    [InlineData("$.id")]
    [InlineData("$[?length(@) == 1]")]
    public void Fails_with_its_own_fault_on_what_is_no_unicode(string path)
    {
        var exchange = Exchanges.With("""{"id":"\uD800"}""");

        Assert.Equal("IA3013", Assert.Throws<FaultException>(() => Exchanges.Compile(path, "jsonpath").Evaluate(exchange)).Fault.Code);
    }

    [Fact]
    public void Fails_on_deep_nesting_as_every_reader_of_json_does()
    {
        var exchange = Exchanges.With(new string('[', 100_000));

        Assert.Equal("IA3011", Assert.Throws<FaultException>(() => Exchanges.Compile("$.id", "jsonpath").Evaluate(exchange)).Fault.Code);
    }

    [Fact]
    public async Task Reads_a_body_in_a_file()
    {
        var folder = Directory.CreateTempSubdirectory();
        var exchange = Exchanges.With();
        await exchange.ReplaceBodyAsync(Payload.FromStream(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(Order + new string(' ', 10_000))), null, new PayloadSpool(folder.FullName) { MemoryLimit = 2_000 }));

        Assert.Equal("A-1", await Exchanges.Compile("$.id", "jsonpath").EvaluateAsync(exchange, default));

        await exchange.DisposeAsync();
        folder.Delete(recursive: true);
    }

    [Fact]
    public void Says_where_and_what_to_write()
    {
        var (offset, finding) = Exchanges.Mistake(() => Exchanges.Compile("$.items[?lenght(@) == 1]", "jsonpath"));

        Assert.Equal(9, offset);
        Assert.Equal("IA1303", finding.Code);
        Assert.Contains("did you mean 'length'", finding.Message, StringComparison.Ordinal);
    }
}
