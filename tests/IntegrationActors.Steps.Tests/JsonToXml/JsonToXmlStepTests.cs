using IntegrationActors.Core.MessageLog;
using IntegrationActors.Steps.Tests.Support;

namespace IntegrationActors.Steps.Tests.JsonToXml;

public sealed class JsonToXmlStepTests
{
    private const string Declaration = """<?xml version="1.0" encoding="UTF-8"?>""";

    [Fact]
    public async Task Turns_the_body_into_XML_and_says_so()
    {
        var end = await new FlowTest("- jsonToXml: { root: order }")
        {
            Body = """{ "id": 4711, "lines": [{ "sku": "A&B" }, { "sku": null }] }""",
            Headers = new Dictionary<string, string> { ["Content-Type"] = "application/json" },
        }.RunAsync();

        Assert.Equal($"{Declaration}<order><id>4711</id><lines><sku>A&amp;B</sku></lines><lines><sku/></lines></order>", end.Body);
        Assert.Equal("application/xml", end.Headers["Content-Type"]);
    }

    [Fact]
    public async Task Every_option_reaches_the_converter()
    {
        var end = await new FlowTest(
            """
            - jsonToXml:
                root: o|order
                item: cell
                namespaces: { o: "urn:example:order" }
                namespaceDelimiter: "|"
                xmlDeclaration: false
            """)
        {
            Body = """{ "o|rows": [[1, 2]] }""",
        }.RunAsync();

        Assert.Equal("""<o:order xmlns:o="urn:example:order"><o:rows><cell>1</cell><cell>2</cell></o:rows></o:order>""", end.Body);
    }

    [Fact]
    public async Task A_body_larger_than_memory_is_converted_too()
    {
        var text = new string('x', 3 * TestSpool.MemoryLimit);

        var end = await new FlowTest("- jsonToXml: { root: order }") { Body = $$"""{ "text": "{{text}}" }""" }.RunAsync();

        Assert.Equal($"{Declaration}<order><text>{text}</text></order>", end.Body);
    }

    [Theory]
    [InlineData("<order/>", "IA3301")]
    [InlineData("", "IA3301")]
    [InlineData("""{ "no name": 1 }""", "IA3303")]
    public async Task A_body_that_cant_be_converted_fails_and_stays_for_onError(string body, string code)
    {
        var end = await new FlowTest("- jsonToXml: { root: order }")
        {
            Body = body,
            Flow = """
                   onError:
                     - set: { body: "[${body}]" }
                   """,
        }.RunAsync();

        Assert.Equal(code, end.Record.Fault?.Code);
        Assert.Equal($"[{body}]", end.Body);
    }

    [Fact]
    public async Task A_hundred_thousand_levels_fail_the_message_and_nothing_else()
    {
        var body = new string('[', 100_000) + new string(']', 100_000);

        var end = await new FlowTest("- jsonToXml: { root: order }") { Body = body }.RunAsync();

        Assert.Equal((MessageStatus.Failed, "IA3309"), (end.Status, end.Fault?.Code));
    }

    [Fact]
    public void A_root_that_is_no_XML_name_is_a_finding_at_the_root()
    {
        var findings = new FlowTest("- jsonToXml: { item: line, root: 1st }").Findings();

        Assert.StartsWith("test.flow.yaml(4,30): error IA1009: Root '1st' is not a name of an element", Assert.Single(findings));
    }
}
