using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Messages;
using IntegrationActors.Steps.Tests.Support;

namespace IntegrationActors.Steps.Tests.Enrich;

public sealed class EnrichStepTests
{
    private const string ByKey =
        """
        - enrich:
            stub: {}
            original: { path: /o/l, key: sku }
            lookup: { path: //a, key: "@n" }
        """;

    [Theory]
    [InlineData("xml", "<o/>", "<c>1</c>", "<multimap:Messages xmlns:multimap=\"http://sap.com/xi/XI/SplitAndMerge\"><multimap:Message1><o/></multimap:Message1><multimap:Message2><c>1</c></multimap:Message2></multimap:Messages>")]
    [InlineData("json", "{}", "[1]", "[{},[1]]")]
    [InlineData("text", "a", "b", "ab")]
    public async Task Body_and_answer_become_one_body(string combine, string body, string answer, string expected)
    {
        var end = await Enrich($"- enrich: {{ stub: {{}}, combine: {combine} }}", body, answer).RunAsync();

        Assert.Equal((MessageStatus.Completed, expected), (end.Status, end.Body));
        Assert.Equal([body], end.Sent);
        Assert.Null(end.Headers["Answered"]);
    }

    [Fact]
    public async Task Elements_of_the_answer_are_put_into_the_elements_with_their_key()
    {
        var end = await Enrich(
            ByKey,
            "<o><h/><l><sku>1</sku><q>5</q></l><l><sku> 2 </sku></l><l><sku/></l><l><q>1</q></l><l><sku>9</sku></l><l/></o>",
            "<as xmlns:p=\"urn:p\"><a n=\"2\">two</a><a n=\"1\"/><p:x/><a n=\"2\" p:k=\"v\"/><a n=\"\">empty</a><a>none</a></as>").RunAsync();

        Assert.Equal(
            "<o><h/><l><sku>1</sku><q>5</q><a n=\"1\" xmlns:p=\"urn:p\"/></l><l><sku> 2 </sku><a n=\"2\" xmlns:p=\"urn:p\">two</a><a n=\"2\" p:k=\"v\" xmlns:p=\"urn:p\"/></l><l><sku/></l><l><q>1</q></l><l><sku>9</sku></l><l/></o>",
            end.Body);
    }

    [Fact]
    public async Task A_key_may_be_an_attribute_of_an_element_without_content()
    {
        var end = await Enrich(
            """
            - enrich:
                stub: {}
                original: { path: //l, key: "@k" }
                lookup: { path: /as/a, key: id }
            """,
            "<o><l k=\"1\"/><l k=\"2\"/></o>",
            "<as><a><id>1</id></a></as>").RunAsync();

        Assert.Equal("<o><l k=\"1\"><a><id>1</id></a></l><l k=\"2\"/></o>", end.Body);
    }

    [Theory]
    [InlineData("<o><l>", "<as/>", "IA3367")]
    [InlineData("<o/>", "<as>", "IA3367")]
    [InlineData("<o/>", "<!DOCTYPE a []><as/>", "IA3367")]
    public async Task What_is_no_xml_fails_and_the_body_stays(string body, string answer, string code)
    {
        var end = await Enrich(ByKey, body, answer).RunAsync();

        Assert.Equal((code, body), (end.Fault?.Code, end.Body));
    }

    [Fact]
    public async Task An_empty_answer_enriches_nothing()
    {
        var end = await Enrich(ByKey, "<o><l><sku>1</sku></l></o>", "").RunAsync();

        Assert.Equal("<o><l><sku>1</sku></l></o>", end.Body);
    }

    [Fact]
    public async Task A_receiver_that_fails_fails_the_step()
    {
        var end = await (Enrich(ByKey, "<o/>", "") with { Receiver = _ => Outcome.Failed(new Fault("IA9999", "no")) }).RunAsync();

        Assert.Equal(("IA9999", "<o/>"), (end.Fault?.Code, end.Body));
    }

    [Fact]
    public void One_way_is_needed()
    {
        var findings = new FlowTest(
            """
            - enrich: { stub: {} }
            - enrich: { stub: {}, combine: xml, original: { path: /a, key: k }, lookup: { path: /a, key: k } }
            - enrich: { stub: {}, original: { path: /a, key: "a b" }, lookup: { path: /a, key: k } }
            """).Findings();

        Assert.Collection(
            findings,
            f => Assert.StartsWith("test.flow.yaml(4,5): error IA1009: 'enrich' needs one way", f),
            f => Assert.StartsWith("test.flow.yaml(5,5): error IA1009: 'enrich' needs one way", f),
            f => Assert.Contains("'key' must be the name of an element", f));
    }

    private static FlowTest Enrich(string steps, string body, string answer) => new(steps)
    {
        Body = body,
        Receiver = exchange =>
        {
            exchange.Message.Body = Payload.FromText(answer);
            exchange.Headers.Set("Answered", "yes");
            return Outcome.Next;
        },
    };
}
