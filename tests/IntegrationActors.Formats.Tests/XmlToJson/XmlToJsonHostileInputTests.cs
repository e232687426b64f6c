using System.Diagnostics;
using System.Text;
using System.Text.Json;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Formats.XmlToJson;

namespace IntegrationActors.Formats.Tests.XmlToJson;

public class XmlToJsonHostileInputTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Refuses_a_hundred_thousand_levels(bool streaming)
    {
        var xml = string.Concat(Enumerable.Repeat("<a>", 100_000));

        var fault = Convert.Refused(() => Convert.ToJson(xml, new() { Streaming = streaming }));

        Assert.Equal("IA3321", fault.Code);
        Assert.Contains("512", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Writes_five_hundred_levels_of_arrays(bool streaming)
    {
        var xml = string.Concat(Enumerable.Repeat("<a>", 500)) + string.Concat(Enumerable.Repeat("</a>", 500));

        var json = Convert.ToJson(xml, new() { Streaming = streaming, AllArrays = true });

        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 2000 });
        Assert.Equal(JsonValueKind.Array, document.RootElement.GetProperty("a").GetProperty("a").ValueKind);
    }

    [Theory]
    [InlineData("<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>")]
    [InlineData("<!DOCTYPE a SYSTEM 'http://127.0.0.1:1/a.dtd'><a/>")]
    [InlineData("<a>&undeclared;</a>")]
    [InlineData("<a><b></a></b>")]
    [InlineData("<a/><b/>")]
    [InlineData("<a x='1' x='2'/>")]
    [InlineData("<a>\u0001</a>")]
    [InlineData("<a>&#0;</a>")]
    [InlineData("<p:a/>")]
    [InlineData("<a>")]
    [InlineData("")]
    [InlineData("{}")]
    public void Refuses_what_is_not_wellformed_and_any_DTD(string xml) =>
        Assert.Equal("IA3321", Convert.Refused(() => Convert.ToJson(xml)).Code);

    [Fact]
    public void Refuses_broken_UTF8()
    {
        byte[] xml = [.. "<a>"u8, 0xED, 0xA0, 0x80, .. "</a>"u8];

        Assert.Equal("IA3321", Convert.Refused(() => Convert.ToJson(xml)).Code);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Takes_time_linear_in_text_cut_into_pieces(bool streaming)
    {
        var xml = $"<a>{string.Concat(Enumerable.Repeat("x<!---->", 300_000))}</a>";
        var clock = Stopwatch.StartNew();

        var json = Convert.ToJson(xml, new() { Streaming = streaming });

        Assert.Equal(300_000 + """{"a":""}""".Length, json.Length);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5), $"took {clock.Elapsed}");
    }

    [Theory]
    [InlineData("<a b='", "'/>")]
    [InlineData("<a>", "</a>")]
    [InlineData("<", "/>")]
    public async Task Refuses_a_value_longer_than_the_limit_in_a_stream(string before, string after)
    {
        var xml = Encoding.UTF8.GetBytes(before + new string('x', 1_000_000) + after);

        var refused = await Assert.ThrowsAsync<FaultException>(
            () => Convert.ToJsonByStream(xml, new XmlToJsonOptions { MaxValueBytes = 200_000 }, bytesPerRead: 4096));

        Assert.Equal("IA3324", refused.Fault.Code);
    }

    [Fact]
    public async Task Refuses_text_that_gets_too_long_in_small_pieces()
    {
        var xml = Encoding.UTF8.GetBytes($"<a>{string.Concat(Enumerable.Repeat("xxxxxxxxxx<!---->", 1000))}</a>");

        var refused = await Assert.ThrowsAsync<FaultException>(
            () => Convert.ToJsonByStream(xml, new XmlToJsonOptions { Streaming = true, MaxValueBytes = 5000 }, bytesPerRead: 4096));

        Assert.Equal("IA3324", refused.Fault.Code);
    }

    [Fact]
    public async Task Streams_two_hundred_megabytes_while_they_arrive()
    {
        var element = "<order state='open'><id>12345678</id><name>Company &amp; Sons</name><note>a note of some length</note></order>\n"u8.ToArray();
        var record = """{"@state":"open","id":"12345678","name":"Company & Sons","note":"a note of some length"},"""u8.ToArray();
        await using var input = new GeneratedStream("<orders>"u8.ToArray(), element, 2_000_000, "</orders>"u8.ToArray());
        await using var output = new LagStream(input, (double)record.Length / element.Length);

        await new XmlToJsonConverter(new() { Streaming = true, ArrayPaths = ["/orders/order"] }).ConvertAsync(input, output, default);

        Assert.True(input.Given > 200_000_000);
        Assert.Equal(((long)record.Length * 2_000_000) - 1 + """{"orders":{"order":[]}}""".Length, output.Taken);
        Assert.True(output.LargestLag < 1024 * 1024, $"the output lagged {output.LargestLag} bytes behind the input");
    }
}
