using IntegrationActors.Steps.Tests.Support;

namespace IntegrationActors.Steps.Tests.ValidateJson;

public sealed class ValidateJsonStepTests
{
    private static readonly Dictionary<string, string> Files = new()
    {
        ["schemas/order.json"] = """
            { "type": "object", "required": ["id"], "additionalProperties": false,
              "properties": { "id": { "type": "string" }, "lines": { "type": "array", "items": { "$ref": "../common/line.json#/definitions/line" } } } }
            """,
        ["common/line.json"] = """{ "definitions": { "line": { "type": "object", "properties": { "qty": { "$ref": "#/definitions/qty" } } }, "qty": { "type": "number", "minimum": 1 } } }""",
    };

    [Theory]
    [InlineData("""{"id":"1"}""")]
    [InlineData("""{"id":"1","lines":[{"qty":1.5}]}""")]
    public async Task A_valid_body_goes_on_unchanged(string body)
    {
        var end = await new FlowTest("- validateJson: schemas/order.json") { Body = body, Files = Files }.RunAsync();

        Assert.Equal((null, body), (end.Fault?.ToString(), end.Body));
    }

    [Theory]
    [InlineData("""{}""", "$.id: property required")]
    [InlineData("{\"id\":\"1\",\n\"lines\":[{\"qty\":0}]}", "line 2, column 17: $.lines[0].qty: number too small")]
    [InlineData("""{"id":"1","x":1}""", "$.x: no additional properties allowed")]
    [InlineData("""{"id":1}""", "$.id: string expected")]
    [InlineData("""{"id":'1'}""", "This is not JSON")]
    [InlineData("no json", "line 1, column 2: This is not JSON")]
    [InlineData("", "This is not JSON")]
    public async Task An_invalid_body_fails_with_its_places(string body, string part)
    {
        var end = await new FlowTest("- validateJson: schemas/order.json") { Body = body, Files = Files }.RunAsync();

        Assert.Equal("IA3441", end.Fault?.Code);
        Assert.Contains(part, end.Fault!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_preventException_the_flow_goes_on_and_a_property_says_what_is_wrong()
    {
        var end = await new FlowTest("- validateJson: { schema: schemas/order.json, preventException: true }") { Body = """{"id":1,"x":2}""", Files = Files }.RunAsync();

        Assert.Null(end.Fault);
        Assert.Equal(2, ((string)end.Properties["JsonValidationResult"]!).Split('\n').Length);
    }

    [Theory]
    [InlineData("""{"properties":{"a":{"const":1}}}""", "#/properties/a/const: the keyword 'const' is not supported here")]
    [InlineData("""{"anyOf":[{"if":{}}]}""", "#/anyOf/0/if: the keyword 'if'")]
    [InlineData("""{"type":"strin"}""", "\"strin\" is no type")]
    [InlineData("{\n\"type\":", "s.json(2,")]
    [InlineData("""{"maxItems":0}""", "#/maxItems: 0 is not supported here")]
    [InlineData("[]", "s.json: error IA1321")]
    [InlineData("""{"$ref":"http://127.0.0.1:9/x.json"}""", "IA1321")]
    [InlineData("""{"properties":{"a":{"$ref":"#/nope"}}}""", "IA1321")]
    public void A_mistake_in_the_schema_is_a_finding(string schema, string part)
    {
        var findings = new FlowTest("- validateJson: s.json") { Files = new Dictionary<string, string> { ["s.json"] = schema } }.Findings();

        Assert.Contains(part, string.Join('\n', findings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"type":"number"}""", "\"x\"")]
    [InlineData("""{"items":[{"type":"string"}],"additionalItems":false}""", "[1]")]
    [InlineData("""{"exclusiveMinimum":5}""", "5")]
    [InlineData("""{"exclusiveMaximum":5}""", "5")]
    [InlineData("""{"multipleOf":2}""", "3")]
    [InlineData("""{"enum":["a"]}""", "\"b\"")]
    [InlineData("""{"patternProperties":{"^a":{"type":"string"}}}""", "{\"ab\":1}")]
    [InlineData("""{"minProperties":2}""", "{\"a\":1}")]
    [InlineData("""{"maxProperties":1}""", "{\"a\":1,\"b\":2}")]
    [InlineData("""{"uniqueItems":true}""", "[1,1]")]
    [InlineData("""{"not":{"type":"string"}}""", "\"a\"")]
    [InlineData("""{"oneOf":[{"type":"number"},{"minimum":0}]}""", "1")]
    [InlineData("""{"allOf":[{"type":"number"},{"minimum":2}]}""", "1")]
    [InlineData("""{"minItems":1}""", "[]")]
    [InlineData("""{"maxItems":1}""", "[1,2]")]
    [InlineData("""{"minLength":2}""", "\"a\"")]
    [InlineData("""{"maxLength":0}""", "\"a\"")]
    [InlineData("""{"pattern":"^x"}""", "\"a\"")]
    [InlineData("""{"type":"string","format":"date-time"}""", "\"a\"")]
    [InlineData("""{"$defs":{"x":{"type":"string"}},"properties":{"a":{"$ref":"#/$defs/x"}}}""", "{\"a\":1}")]
    public async Task Every_keyword_that_is_accepted_is_checked(string schema, string body)
    {
        var end = await new FlowTest("- validateJson: s.json") { Body = body, Files = new Dictionary<string, string> { ["s.json"] = schema } }.RunAsync();

        Assert.Equal("IA3441", end.Fault?.Code);
    }

    [Theory]
    [InlineData("""{"allOf":[{"$ref":"#"}]}""", "1")]
    [InlineData("""{"anyOf":[{"items":{"$ref":"#"},"maximum":0},{"items":{"$ref":"#"},"maximum":0}]}""", "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]")]
    public async Task A_schema_that_refers_to_itself_without_end_fails_the_message_and_nothing_else(string schema, string body)
    {
        var end = await new FlowTest("- validateJson: s.json") { Body = body, Files = new Dictionary<string, string> { ["s.json"] = schema } }.RunAsync();

        Assert.Equal("IA3442", end.Fault?.Code);
    }

    [Fact]
    public async Task More_values_than_memory_is_for_are_refused()
    {
        var body = "[" + string.Join(',', Enumerable.Repeat("[]", 300_000)) + "]";

        var end = await new FlowTest("- validateJson: s.json") { Body = body, Files = new Dictionary<string, string> { ["s.json"] = "{}" } }.RunAsync();

        Assert.Equal("IA3442", end.Fault?.Code);
    }

    [Fact]
    public async Task Values_that_nest_as_deep_as_JSON_may_are_no_danger()
    {
        var body = string.Concat(Enumerable.Repeat("[", 512)) + string.Concat(Enumerable.Repeat("]", 512));

        var end = await new FlowTest("- validateJson: s.json") { Body = body, Files = new Dictionary<string, string> { ["s.json"] = """{"items":{"$ref":"#"}}""" } }.RunAsync();

        Assert.Null(end.Fault);
    }
}
