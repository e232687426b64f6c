using IntegrationActors.Core.MessageLog;
using IntegrationActors.Steps.Tests.Support;

namespace IntegrationActors.Steps.Tests.Filter;

public sealed class FilterStepTests
{
    private const string Xml = "<o><i>1</i><i>2</i><n> 42 </n></o>";
    private const string Json = """{"i":[1,"two",{"a":null}],"n":"42"}""";

    [Theory]
    [InlineData("/o/i", "nodelist", "<i>1</i><i>2</i>")]
    [InlineData("/o/i", "node", "<i>1</i>")]
    [InlineData("/o/i", "string", "12")]
    [InlineData("/o/i", "integer", "12")]
    [InlineData("/o/n", "integer", "42")]
    [InlineData("sum(/o/i)", "integer", "3")]
    [InlineData("/o/i", "boolean", "true")]
    [InlineData("/o/x", "boolean", "false")]
    [InlineData("sum(/o/i) > 3", "boolean", "false")]
    [InlineData("/o/x", "nodelist", "")]
    [InlineData("/o/x", "node", "")]
    [InlineData("/o/x", "integer", "")]
    public async Task What_an_xpath_selects_becomes_the_body(string path, string type, string expected)
    {
        var end = await new FlowTest($"- filter: {{ xpath: \"{path}\", type: {type} }}") { Body = Xml }.RunAsync();

        Assert.Equal((MessageStatus.Completed, expected), (end.Status, end.Body));
    }

    [Theory]
    [InlineData("$.i[*]", "nodelist", """[1,"two",{"a":null}]""")]
    [InlineData("$.i", "nodelist", """[1,"two",{"a":null}]""")]
    [InlineData("$.i[*]", "node", "1")]
    [InlineData("$.i[1]", "node", "\"two\"")]
    [InlineData("$.i[1]", "string", "two")]
    [InlineData("$.n", "integer", "42")]
    [InlineData("$.x", "nodelist", "")]
    public async Task What_a_jsonpath_selects_becomes_the_body(string path, string type, string expected)
    {
        var end = await new FlowTest($"- filter: {{ jsonpath: \"{path}\", type: {type} }}") { Body = Json }.RunAsync();

        Assert.Equal((MessageStatus.Completed, expected), (end.Status, end.Body));
    }

    [Fact]
    public async Task What_is_no_number_fails_and_the_body_stays()
    {
        var end = await new FlowTest("- filter: { xpath: name(/o), type: integer }") { Body = Xml }.RunAsync();

        Assert.Equal(("IA3374", Xml), (end.Fault?.Code, end.Body));
    }

    [Fact]
    public void One_path_is_needed()
    {
        var finding = Assert.Single(new FlowTest("- filter: { type: node }").Findings());

        Assert.StartsWith("test.flow.yaml(4,5): error IA1009: 'filter' needs one path", finding);
    }
}
