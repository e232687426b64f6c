using IntegrationActors.Steps.Tests.Support;

namespace IntegrationActors.Steps.Tests.Splitter;

/// <summary>Parts of XML are trees until somebody asks for their bytes, and nobody sees a difference.</summary>
public sealed class XmlPartSplitTests
{
    private const string Part =
        """<o xmlns:x="urn:x" no=" 7"><id>007</id><n>1.50</n><n>2</n><name>Ada &amp; Co</name><empty/><mixed>a<b>c</b>d</mixed><deep><one k="x&lt;y"><two>t</two></one></deep><x:n>9</x:n></o>""";

    [Theory]
    [InlineData("json", "/o/id")]
    [InlineData("json", "/o/name")]
    [InlineData("json", "/o/n")]
    [InlineData("json", "/o/none")]
    [InlineData("json", "/o/empty")]
    [InlineData("json", "/o/mixed")]
    [InlineData("json", "/o/@no")]
    [InlineData("json", "/o/deep/one/@k")]
    [InlineData("json", "/o/deep/one/two")]
    [InlineData("json", "/o/x:n")]
    [InlineData("json", "/o")]
    [InlineData("json", "number(/o/id)")]
    [InlineData("json", "number(/o/@no)")]
    [InlineData("json", "number(/o/empty)")]
    [InlineData("json", "number(/o/none)")]
    [InlineData("json", "sum(/o/n)")]
    [InlineData("json", "sum(/o/deep/one, ./two/@none)")]
    [InlineData("json", "round(/o/id * 1.555, 2)")]
    [InlineData("json", "round(/o/id * 1.555, count(/o/n))")]
    [InlineData("json", "round(/o/id * 1.555)")]
    [InlineData("json", "concat(/o/name, '!')")]
    [InlineData("xml", "/o/name")]
    [InlineData("xml", "/o/@no")]
    [InlineData("xml", "/o/n")]
    [InlineData("xml", "/o/empty")]
    [InlineData("xml", "/o/none")]
    [InlineData("xml", "/o/mixed")]
    [InlineData("xml", "round(/o/id / 3, 4)")]
    public async Task An_expression_finds_in_a_part_what_it_finds_in_a_message(string format, string expression)
    {
        var map = $"- map: {{ to: {format}, fields: {{ r: {{ v: \"{expression}\", w: \"{expression}\" }} }} }}\n";
        var message = await new FlowTest(map + "- call: { stub: {} }") { Body = Part, Flow = Namespaces }.RunAsync();

        var parts = await new FlowTest($"- splitter:\n    xpath: /os/o\n    steps:\n      {map}      - call: {{ stub: {{}} }}")
        {
            Body = $"<os>{Part}\n{Part}</os>",
            Flow = Namespaces,
        }.RunAsync();

        Assert.Null(message.Fault);
        Assert.Equal([.. message.Sent, .. message.Sent], parts.Sent);
    }

    private static string Namespaces => "namespaces: { x: \"urn:x\" }";
}
