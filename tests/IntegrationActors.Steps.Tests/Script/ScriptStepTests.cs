using System.Text.Json;
using IntegrationActors.Core.Steps;
using IntegrationActors.Steps.Tests.Support;

namespace IntegrationActors.Steps.Tests.Script;

public sealed class ScriptStepTests
{
    [Fact]
    public async Task A_file_of_the_bundle_changes_body_headers_and_properties()
    {
        var end = await Test(
            """
            function processData(message) {
              var order = message.getBodyAsJson();
              message.setHeader('X-Total', order.lines.reduce((sum, line) => sum + line.qty * line.price, 0));
              message.setProperty('first', order.lines[0]);
              message.setProperty('count', order.lines.length);
              message.setBody(message.getBody().length + ' ' + message.getHeader('x-in') + ' ' + message.getProperty('known'));
              return message;
            }
            """,
            """{"lines":[{"qty":2,"price":1.5},{"qty":1,"price":4}]}""",
            """
            - set: { properties: { known: "yes" } }
            - script: a.js
            """).RunAsync();

        Assert.Equal("53 abc yes", end.Body);
        Assert.Equal("7", end.Headers["X-Total"]);
        Assert.Equal(2L, end.Properties["count"]);
        Assert.Equal("""{"qty":2,"price":1.5}""", ((JsonElement)end.Properties["first"]!).GetRawText());
    }

    [Fact]
    public async Task Code_in_place_needs_no_function()
    {
        var end = await Inline("message.setBody(message.getBody().toUpperCase());", "ab").RunAsync();

        Assert.Equal("AB", end.Body);
    }

    [Theory]
    [InlineData("const processData = message => ({ ok: true });", """{"ok":true}""")]
    [InlineData("function processData(message) { return [1, 'ü', null]; }", """[1,"ü",null]""")]
    [InlineData("function processData(message) { return 'text'; }", "text")]
    [InlineData("async function processData(message) { message.setBody(await Promise.resolve('later')); }", "later")]
    [InlineData("function processData(message) { message.setBodyAsBytes(message.getBodyAsBytes().reverse()); }", "cba")]
    [InlineData("function processData(message) { message.setBodyAsBase64(message.getBodyAsBase64()); }", "abc")]
    [InlineData("function processData(message) { message.setBody(new Date(0)); }", "1970-01-01T00:00:00.000Z")]
    [InlineData("function processData(message) { message.setBody(null); }", "")]
    [InlineData("function processData(message) { message.setBody(0.1); return message; }", "0.1")]
    public async Task The_body_is_what_the_script_sets_or_returns(string script, string expected)
    {
        Assert.Equal(expected, (await Test(script, "abc").RunAsync()).Body);
    }

    [Fact]
    public async Task Headers_and_properties_can_be_removed_and_listed()
    {
        var end = await Inline(
            "message.removeHeader('X-In'); message.setHeader('Y', null); message.setHeader('Z', true); message.setBody(Object.keys(message.getHeaders()).join() + message.getProperty('none'));").RunAsync();

        Assert.Equal("Znull", end.Body);
        Assert.Null(end.Headers["X-In"]);
    }

    [Fact]
    public async Task Attachments_are_read_and_added()
    {
        var end = await Inline(
            """
            message.addAttachment('a.txt', 'hello');
            message.addAttachment('b.json', { x: 1 }, 'application/json');
            message.removeAttachment('a.txt');
            const all = message.getAttachments();
            message.setBody(Object.keys(all).join() + ' ' + all['b.json'].contentType + ' ' + all['b.json'].getText());
            """).RunAsync();

        Assert.Equal("""b.json application/json {"x":1}""", end.Body);
    }

    [Fact]
    public async Task The_log_of_the_message_gets_searchable_keys_and_a_status()
    {
        var end = await Inline(
            """
            messageLog.addCustomHeaderProperty('orderId', 4711);
            messageLogFactory.getMessageLog(message).setStringProperty('kind', 'express');
            messageLog.setCustomStatus('checked');
            """).RunAsync();

        Assert.Equal([KeyValuePair.Create("orderId", "4711"), KeyValuePair.Create("kind", "express")], end.Record.Keys);
        Assert.Equal("checked", end.Record.CustomStatus);
    }

    [Fact]
    public async Task Console_writes_lines_to_the_log_of_the_tenant()
    {
        var end = await Inline("console.log('order', { id: 1 }, [2], null); console.warn('two\\nlines'); console.error(new Error('bad'));").RunAsync();

        Assert.Equal(
            [(LogSeverity.Info, """order {"id":1} [2] null"""), (LogSeverity.Warning, "two lines"), (LogSeverity.Error, "Error: bad")],
            end.Lines);
    }

    [Fact]
    public async Task A_value_mapping_is_looked_up_by_name_or_as_SAP_does()
    {
        var test = Test(
            """
            function processData(m) {
              return [valueMapping.lookup('countries', 'D'), valueMapping.lookup('countries', 'Germany', 'erp|name', 'shop|code'), valueMapping.lookup('countries', 'X'),
                valueMapping.getMappedValue('shop', 'code', 'F', 'erp', 'name')].join();
            }
            """,
            steps: "- script: { file: a.js, valueMaps: { countries: c.csv } }");

        var end = await (test with { Files = new Dictionary<string, string>(test.Files) { ["c.csv"] = "shop|code,erp|name\nD,Germany\nF,France\n" } }).RunAsync();

        Assert.Equal("Germany,D,,France", end.Body);
    }

    [Fact]
    public async Task Functions_of_several_scripts_are_shared()
    {
        var test = Test("function processData(m) { return double(21); }", steps: "- script: { file: a.js, include: [lib.js] }");

        var end = await (test with { Files = new Dictionary<string, string>(test.Files) { ["lib.js"] = "function double(x) { return 2 * x; }" } }).RunAsync();

        Assert.Equal("42", end.Body);
    }

    [Fact]
    public async Task An_error_tells_its_place_and_the_message_is_as_it_was()
    {
        var test = Test("function processData(m) {\n  m.setBody('x'); m.setHeader('X-In', 'y'); m.setProperty('p', 1);\n  throw new Error('no lines');\n}", "abc") with
        {
            Flow = "onError:\n  - set: { body: \"[${body}] ${header.X-In} ${property.p}\" }",
        };

        var end = await test.RunAsync();

        Assert.Equal(("IA3451", "a.js(3,9): Error: no lines"), (end.Record.Fault?.Code, end.Record.Fault?.Message));
        Assert.Equal("[abc] abc ", end.Body);
    }

    [Fact]
    public async Task An_error_of_code_in_place_tells_the_line_of_the_flow()
    {
        var end = await Inline("const a = 1;\nmessage.nothing();").RunAsync();

        Assert.StartsWith("test.flow.yaml(7,", end.Fault?.Message);
        Assert.Equal("IA3451", end.Fault?.Code);
    }

    [Fact]
    public async Task A_body_that_is_not_JSON_fails_as_everywhere()
    {
        Assert.Equal("IA3011", (await Inline("message.getBodyAsJson()", "no JSON").RunAsync()).Fault?.Code);
    }

    [Theory]
    [InlineData("function processData(m) {\n  let = ;\n}", "a.js(2,9): error IA1330: ")]
    [InlineData("function procesData(m) {}", "a.js(1,1): error IA1331: the script has no function 'processData' (did you mean 'procesData'?)")]
    [InlineData("function processData(m) {\n  return 9n;\n}", "a.js(2,10): error IA1330: BigInt")]
    public void A_mistake_is_a_finding_with_its_place(string script, string expected)
    {
        Assert.StartsWith(expected, Assert.Single(Test(script).Findings()));
    }

    [Fact]
    public void A_mistake_of_code_in_place_stands_in_the_flow()
    {
        Assert.StartsWith("test.flow.yaml(7,16): error IA1330: ", Assert.Single(Inline("let a = 1;\n  a ==== 2;").Findings()));
    }

    [Theory]
    [InlineData("- script: {}", "IA1009")]
    [InlineData("- script: { file: a.js, code: \"1\" }", "IA1009")]
    [InlineData("- script: b.js", "IA1201")]
    [InlineData("- script: { file: a.js, timeLimit: 5m }", "IA1005")]
    public void Wrong_options_are_findings(string steps, string code)
    {
        Assert.Contains($"error {code}: ", Assert.Single(Test("function processData() {}", steps: steps).Findings()));
    }

    [Fact]
    public async Task Nothing_of_a_message_is_left_for_the_next_one()
    {
        var test = Test("function processData(m) { const seen = globalThis.seen || 'nothing'; globalThis.seen = m.getBody(); Array.prototype.extra = 1; return seen + [].extra; }", steps: """
            - script: a.js
            - set: { body: "${body} " }
            - script: a.js
            """);

        Assert.Equal("nothing1", (await test.RunAsync()).Body);
    }

    [Theory]
    [InlineData("header['X-In'] + property.n * 2", "abc9422")]
    [InlineData("json.lines.map(line => line.sku).join()", "A,B")]
    [InlineData("json.lines.filter(line => line.sku == 'B')", """[{"sku":"B"}]""")]
    [InlineData("body.length", "46")]
    [InlineData("json.none", "")]
    public async Task An_expression_in_JavaScript_has_the_value_of_its_last_statement(string expression, string expected)
    {
        var test = Test("", """{"id":4711,"lines":[{"sku":"A"},{"sku":"B"}]} """, $"- set: {{ properties: {{ n: {{ jsonpath: $.id }} }} }}\n- set:\n    body:\n      js: {System.Text.Json.JsonSerializer.Serialize(expression)}");

        Assert.Equal(expected, (await test.RunAsync()).Body);
    }

    [Theory]
    [InlineData("json.id > 4000", "yes")]
    [InlineData("json.id > 5000", "no")]
    public async Task A_condition_in_JavaScript_holds_when_its_value_is_true(string condition, string expected)
    {
        var test = Test("", """{"id":4711}""", $"- router:\n    - when: {{ js: \"{condition}\" }}\n      steps: [ set: {{ body: \"yes\" }} ]\n    - otherwise: [ set: {{ body: \"no\" }} ]");

        Assert.Equal(expected, (await test.RunAsync()).Body);
    }

    [Fact]
    public async Task An_expression_in_JavaScript_fails_with_its_place_and_changes_nothing()
    {
        var end = await Test("", "{}", "- set:\n    body: { js: \"header.x = 'y'; json.a.b\" }").RunAsync();

        Assert.Equal("IA3451", end.Fault?.Code);
        Assert.StartsWith("test.flow.yaml(5,", end.Fault?.Message);
        Assert.Null(end.Headers["x"]);
    }

    [Fact]
    public void A_mistake_of_an_expression_in_JavaScript_is_a_finding_with_its_place()
    {
        Assert.StartsWith("test.flow.yaml(5,26): error IA1330: ", Assert.Single(Test("", "", "- set:\n    body: { js: \"1 + + ;\" }").Findings()));
    }

    private static FlowTest Test(string script, string body = "", string steps = "- script: a.js") => new(steps)
    {
        Body = body,
        Headers = new Dictionary<string, string> { ["X-In"] = "abc" },
        Files = new Dictionary<string, string> { ["a.js"] = script },
    };

    // The code begins in line 6 of the flow.
    private static FlowTest Inline(string code, string body = "") =>
        Test("", body, $"- script:\n    code: |\n      {code.Replace("\n", "\n      ")}");
}
