using System.Text;
using IntegrationActors.Core.Messages;
using IntegrationActors.Steps.Tests.Support;
using IntegrationActors.Steps.XmlToJson;

namespace IntegrationActors.Steps.Tests.XmlToJson;

public sealed class XmlToJsonStepTests
{
    [Fact]
    public async Task Turns_the_body_into_JSON_and_says_so()
    {
        var end = await new FlowTest("- xmlToJson")
        {
            Body = """<order id="1"><line>a</line><line>b</line></order>""",
            Headers = new Dictionary<string, string> { ["Content-Type"] = "application/xml" },
        }.RunAsync();

        Assert.Equal("""{"order":{"@id":"1","line":["a","b"]}}""", end.Body);
        Assert.Equal("application/json", end.Headers["Content-Type"]);
    }

    [Theory]
    [InlineData("{ dropRoot: true, dropUnmappedNamespaces: true }", """{"line":"a"}""")]
    [InlineData("""{ namespaces: { p: "urn:o" } }""", """{"p:order":{"p:line":"a"}}""")]
    [InlineData("""{ namespaces: { p: "urn:o" }, namespaceDelimiter: "." , allArrays: true }""", """{"p.order":{"p.line":["a"]}}""")]
    [InlineData("""{ namespaces: { "": "urn:o" }, arrayPaths: [/order/line], streaming: true }""", """{"order":{"line":["a"]}}""")]
    public async Task Every_option_reaches_the_converter(string options, string expected)
    {
        var end = await new FlowTest($"- xmlToJson: {options}") { Body = """<order xmlns="urn:o"><line>a</line></order>""" }.RunAsync();

        Assert.Equal(expected, end.Body);
    }

    [Fact]
    public async Task A_body_larger_than_memory_is_converted_too()
    {
        var text = new string('x', 3 * TestSpool.MemoryLimit);

        var end = await new FlowTest("- xmlToJson") { Body = $"<order>{text}</order>" }.RunAsync();

        Assert.Equal($$"""{"order":"{{text}}"}""", end.Body);
    }

    [Fact]
    public async Task A_body_over_the_view_limit_is_refused_unless_it_is_streamed()
    {
        var body = "<order>" + string.Concat(Enumerable.Range(0, 2_000).Select(i => $"<line>{i}</line>")) + "</order>";
        var test = new FlowTest("- xmlToJson") { Body = body, Spool = new PayloadSpool(TestSpool.Instance.Directory) { ViewLimit = 10_000 } };

        var refused = await test.RunAsync();
        Assert.Equal("IA3010", refused.Fault?.Code);
        Assert.Contains("streaming: true", refused.Fault!.Hint);

        var streamed = await (test with { Steps = "- xmlToJson: { streaming: true, arrayPaths: [/order/line] }", Spool = TestSpool.Instance }).RunAsync();
        Assert.StartsWith("""{"order":{"line":["0","1",""", streamed.Body);
    }

    [Theory]
    [InlineData("""{ "order": 1 }""", "IA3321")]
    [InlineData("""<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>""", "IA3321")]
    [InlineData("""<order xmlns="urn:unknown"/>""", "IA3322")]
    public async Task A_body_that_cant_be_converted_fails_and_stays_for_onError(string body, string code)
    {
        var end = await new FlowTest("- xmlToJson")
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
        var body = string.Concat(Enumerable.Repeat("<a>", 100_000)) + string.Concat(Enumerable.Repeat("</a>", 100_000));

        var end = await new FlowTest("- xmlToJson") { Body = body }.RunAsync();

        Assert.Equal("IA3321", end.Fault?.Code);
    }
}
