using System.Text;
using System.Text.Json;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Steps.Tests.Support;

namespace IntegrationActors.Steps.Tests.Set;

public sealed class SetStepTests
{
    [Fact]
    public async Task Sets_headers_and_properties_from_every_source()
    {
        var end = await new FlowTest(
            """
            - set:
                headers:
                  Template: "order ${header.Number}!"
                  Json: { jsonpath: $.region }
                  Constant: { constant: "${not.evaluated}" }
                properties:
                  total: { jsonpath: $.total }
            """)
        {
            Body = """{ "region": "EU", "total": 12.50 }""",
            Headers = new Dictionary<string, string> { ["Number"] = "4711" },
        }.RunAsync();

        Assert.Equal("order 4711!", end.Headers["Template"]);
        Assert.Equal("EU", end.Headers["Json"]);
        Assert.Equal("${not.evaluated}", end.Headers["Constant"]);
        Assert.Equal("12.50", end.Properties["total"]?.ToString());
        Assert.Equal("""{ "region": "EU", "total": 12.50 }""", end.Body);
    }

    [Theory]
    [InlineData("utf-8", 10)]
    [InlineData("utf-8", 20_000)]
    [InlineData("utf-8", 100_000)]
    [InlineData("iso-8859-1", 20_000)]
    [InlineData("utf-16", 20_000)]
    public async Task A_body_of_any_size_and_encoding_gets_text_around_it(string encoding, int length)
    {
        var end = await new FlowTest("- set: { body: \"<ä ${body}|${header.x}|${body}>\" }")
        {
            Body = new string('ö', length),
            Encoding = Encoding.GetEncoding(encoding),
            Headers = new Dictionary<string, string> { ["x"] = "ü" },
        }.RunAsync();

        Assert.Equal($"<ä {new string('ö', length)}|ü|{new string('ö', length)}>", end.Body);
    }

    [Theory]
    [InlineData(new byte[] { 0xEF, 0xBB, 0xBF }, "")]
    [InlineData(new byte[] { 0xFF }, "\uFFFD")]
    public async Task A_large_body_gets_text_around_its_characters_not_its_bytes(byte[] start, string expected)
    {
        var end = await new FlowTest("- set: { body: \"<${body}>\" }") { Incoming = new MemoryStream([.. start, .. Enumerable.Repeat((byte)'x', 20_000)]) }.RunAsync();

        Assert.Equal(Encoding.UTF8.GetBytes($"<{expected}{new string('x', 20_000)}>"), end.Bytes);
    }

    [Fact]
    public async Task Reads_XML_with_the_namespaces_of_the_flow()
    {
        var end = await new FlowTest("- set: { headers: { X-Region: { xpath: /o:order/o:region } } }")
        {
            Flow = """namespaces: { o: "urn:example:order" }""",
            Body = """<order xmlns="urn:example:order"><region>EU</region></order>""",
        }.RunAsync();

        Assert.Equal("EU", end.Headers["X-Region"]);
    }

    [Fact]
    public async Task An_expression_sees_what_the_rows_above_it_have_set()
    {
        var end = await new FlowTest(
            """
            - set:
                body: "${property.second}"
                headers: { A: a, B: "${header.A}b" }
                properties: { first: "${header.A}+", second: "${property.first}+" }
            """).RunAsync();

        Assert.Equal("ab", end.Headers["B"]);
        Assert.Equal("a++", end.Body);
    }

    [Fact]
    public async Task Properties_that_are_written_above_the_headers_are_set_before_them()
    {
        var end = await new FlowTest(
            """
            - set:
                properties: { id: { jsonpath: $.id } }
                headers: { X-Id: "${property.id}" }
            - set: { properties: { second: "${property.id}2" }, headers: { X-Second: "${property.second}" } }
            """)
        {
            Body = """{ "id": "4711" }""",
        }.RunAsync();

        Assert.Equal("4711", end.Headers["X-Id"]);
        Assert.Equal("47112", end.Headers["X-Second"]);
    }

    [Fact]
    public async Task A_property_read_from_the_body_outlives_the_body()
    {
        var end = await new FlowTest(
            """
            - set:
                properties: { lines: { jsonpath: "$.lines" }, first: { jsonpath: "$.lines[0]" } }
                body: gone
            - set: { body: "${property.first} of ${property.lines}" }
            """)
        {
            Body = """{ "lines": [1, 2] }""",
        }.RunAsync();

        Assert.Equal(MessageStatus.Completed, end.Status);
        Assert.Equal("1 of [1, 2]", end.Body);
        Assert.Equal(JsonValueKind.Array, Assert.IsType<JsonElement>(end.Properties["lines"]).ValueKind);
    }

    [Fact]
    public async Task A_value_that_is_not_found_removes_what_was_there()
    {
        var end = await new FlowTest(
            """
            - set: { properties: { region: old } }
            - set:
                headers: { X-Region: { jsonpath: $.region } }
                properties: { region: { jsonpath: $.region } }
            """)
        {
            Body = "{}",
            Headers = new Dictionary<string, string> { ["X-Region"] = "stale" },
        }.RunAsync();

        Assert.False(end.Headers.Contains("X-Region"));
        Assert.Null(end.Properties["region"]);
    }

    [Fact]
    public async Task Sets_the_body_and_its_content_type()
    {
        var end = await new FlowTest(
            """
            - set:
                body: '{ "grüße": "${header.Name}" }'
                contentType: application/json
            """)
        {
            Headers = new Dictionary<string, string> { ["Name"] = "Zoë", ["content-type"] = "text/plain" },
        }.RunAsync();

        Assert.Equal("""{ "grüße": "Zoë" }""", end.Body);
        Assert.Equal("application/json", end.Headers["Content-Type"]);
    }

    [Fact]
    public async Task A_new_body_is_UTF_8_and_the_content_type_says_so()
    {
        var end = await new FlowTest("""- set: { body: "${body} und Grüße" }""")
        {
            Body = "Müller",
            Encoding = Encoding.Latin1,
            Headers = new Dictionary<string, string> { ["Content-Type"] = "text/plain; charset=iso-8859-1" },
        }.RunAsync();

        Assert.Equal("Müller und Grüße", end.Body);
        Assert.Equal("text/plain; charset=utf-8", end.Headers["Content-Type"]);
    }

    [Fact]
    public async Task A_constant_body_serves_every_message()
    {
        var test = new FlowTest("- set: { body: Thanks! }") { Body = "a body that nobody reads" };

        Assert.Equal("Thanks!", (await test.RunAsync()).Body);
        Assert.Equal("Thanks!", (await test.RunAsync()).Body);
    }

    [Fact]
    public async Task Removes_by_name_and_wildcard_but_never_what_the_same_step_sets()
    {
        var end = await new FlowTest(
            """
            - set: { properties: { tmp1: a, tmp2: b, Tmp3: c } }
            - set:
                headers: { X-New: "${header.X-Old}" }
                properties: { tmp2: kept }
                remove: { headers: ["x-*", Authorization], properties: ["tmp?"] }
            """)
        {
            Headers = new Dictionary<string, string> { ["X-Old"] = "1", ["X-Other"] = "2", ["Authorization"] = "3", ["Accept"] = "4" },
        }.RunAsync();

        Assert.Equal(["Accept", "X-New"], end.Headers.Select(header => header.Key).Order());
        Assert.Equal("1", end.Headers["X-New"]);
        Assert.Equal(["Tmp3", "tmp2"], end.Properties.Select(property => property.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_header_that_could_not_travel_is_a_finding()
    {
        var findings = new FlowTest("""- set: { headers: { "X Region": EU } }""").Findings();

        Assert.StartsWith("test.flow.yaml(4,12): error IA1009: 'X Region' can't be the name of a header", Assert.Single(findings));
    }

    [Fact]
    public async Task A_body_that_is_not_what_the_path_needs_fails_the_message()
    {
        var end = await new FlowTest("- set: { headers: { X-Region: { jsonpath: $.region } } }") { Body = "<order/>" }.RunAsync();

        Assert.Equal(MessageStatus.Failed, end.Status);
        Assert.Equal("IA3011", end.Fault?.Code);
        Assert.Equal("<order/>", end.Body);
    }

    [Theory]
    [InlineData("""<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>""")]
    [InlineData("""<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY c "&b;&b;&b;">]><x>&c;</x>""")]
    public async Task Entities_of_a_hostile_document_are_never_read(string body)
    {
        var end = await new FlowTest("- set: { headers: { Leak: { xpath: /x } } }") { Body = body }.RunAsync();

        Assert.Equal("IA3012", end.Fault?.Code);
        Assert.Null(end.Headers["Leak"]);
    }

    [Theory]
    [InlineData("xpath: //a", "<a>", "</a>", "IA3012")]
    [InlineData("jsonpath: '$..a'", """{"a":""", "}", "IA3011")]
    public async Task A_hundred_thousand_levels_fail_the_message_and_nothing_else(string expression, string open, string close, string code)
    {
        var body = string.Concat(Enumerable.Repeat(open, 100_000)) + (open == "<a>" ? "" : "1") + string.Concat(Enumerable.Repeat(close, 100_000));

        var end = await new FlowTest($"- set: {{ headers: {{ X: {{ {expression} }} }} }}") { Body = body }.RunAsync();

        Assert.Equal(MessageStatus.Failed, end.Status);
        Assert.Equal(code, end.Fault?.Code);
    }
}
