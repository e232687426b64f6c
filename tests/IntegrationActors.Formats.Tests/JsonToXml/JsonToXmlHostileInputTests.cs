using System.Buffers;
using System.Diagnostics;
using System.Text;
using System.Xml;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Formats.JsonToXml;

namespace IntegrationActors.Formats.Tests.JsonToXml;

public class JsonToXmlHostileInputTests
{
    [Theory]
    [InlineData("""{"a":""", 1)]
    [InlineData("[", 0)]
    public void Refuses_a_hundred_thousand_levels(string level, int isObject)
    {
        var json = string.Concat(Enumerable.Repeat(level, 100_000));

        var fault = Convert.Refused(() => Convert.ToXml(json, Convert.Bare with { Root = isObject == 1 ? null : "r" }));

        Assert.Equal("IA3309", fault.Code);
        Assert.Contains("deeper than 512 levels", fault.Message, StringComparison.Ordinal);
        Assert.True(fault.Message.Length < 1000);
    }

    [Fact]
    public void Accepts_512_levels_that_all_have_a_late_attribute()
    {
        var json = string.Concat(Enumerable.Repeat("""{"a":""", 512)) + "1" + string.Concat(Enumerable.Repeat(""","@x":"y"}""", 511)) + "}";

        var xml = Convert.ToXml(json);

        Assert.StartsWith("<a x=\"y\"><a x=\"y\">", xml, StringComparison.Ordinal);
        Assert.Equal(511, xml.Split("x=\"y\"").Length - 1);
    }

    [Theory]
    [InlineData("{\"a\":\"\u0000\"}", "IA3301")]
    [InlineData("{\"a\":1}{}", "IA3301")]
    [InlineData("{\"a\":1", "IA3301")]
    [InlineData("{\"a\":01}", "IA3301")]
    [InlineData("{\"a\":NaN}", "IA3301")]
    [InlineData("{'a':1}", "IA3301")]
    [InlineData("{\"a\":1,}", "IA3301")]
    [InlineData("// x\n{\"a\":1}", "IA3301")]
    [InlineData("", "IA3301")]
    [InlineData("""{"a":"\ud800"}""", "IA3301")]
    [InlineData("""{"a":"\ude00\ud83d"}""", "IA3301")]
    [InlineData("""{"\ud800":1}""", "IA3301")]
    [InlineData("""{"a":"\u0000"}""", "IA3308")]
    [InlineData("""{"a":{"@b":"\u001f"}}""", "IA3308")]
    [InlineData("""{"a":"\uffff"}""", "IA3308")]
    [InlineData("{\"a\":\"\uFFFE\"}", "IA3308")]
    public void Refuses_broken_JSON_and_forbidden_characters(string json, string code) =>
        Assert.Equal(code, Convert.Refused(() => Convert.ToXml(json)).Code);

    [Theory]
    [InlineData(new byte[] { 0xFF })]
    [InlineData(new byte[] { 0xC0, 0x80 })]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 })]
    [InlineData(new byte[] { 0xF4, 0x90, 0x80, 0x80 })]
    [InlineData(new byte[] { 0xE2, 0x82 })]
    public void Refuses_broken_UTF8_in_values_and_names(byte[] broken)
    {
        byte[] inValue = [.. "{\"a\":\""u8, .. broken, .. "\"}"u8];
        byte[] inName = [.. "{\"a"u8, .. broken, .. "\":1}"u8];

        Assert.Equal("IA3301", Convert.Refused(() => Convert.ToXml(inValue)).Code);
        Assert.Equal("IA3301", Convert.Refused(() => Convert.ToXml(inName)).Code);
    }

    [Fact]
    public void Refuses_names_of_more_than_1024_bytes()
    {
        Assert.Equal(1024 + 3, Convert.ToXml($$"""{"{{new string('n', 1024)}}":null}""").Length);
        Assert.Equal("IA3303", Convert.Refused(() => Convert.ToXml($$"""{"{{new string('n', 1025)}}":1}""")).Code);
    }

    [Fact]
    public void Refuses_more_than_ten_thousand_attributes_of_one_element()
    {
        var attributes = string.Join(',', Enumerable.Range(0, 10_001).Select(i => $"\"@a{i}\":1"));

        Assert.Equal("IA3311", Convert.Refused(() => Convert.ToXml("{\"a\":{" + attributes + "}}")).Code);
    }

    [Fact]
    public void Holds_a_string_of_eight_million_characters_in_memory()
    {
        var text = string.Concat(Enumerable.Repeat("<ä&\\u0026>", 800_000));

        var xml = Convert.ToXml($$"""{"a":"{{text}}"}""");

        Assert.Equal("<a>" + string.Concat(Enumerable.Repeat("&lt;ä&amp;&amp;&gt;", 800_000)) + "</a>", xml);
    }

    [Fact]
    public async Task Takes_time_linear_in_a_long_string_that_trickles_in()
    {
        var json = Encoding.UTF8.GetBytes($$"""{"a":"{{new string('x', 4 * 1024 * 1024)}}"}""");
        var clock = Stopwatch.StartNew();

        var xml = await Convert.ToXmlByStream(json, Convert.Bare, bytesPerRead: 512);

        // Looking at the string anew for each of the 8,192 reads would touch 17 GB.
        Assert.Equal(json.Length - 8 + 7, xml.Length);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5), $"took {clock.Elapsed}");
    }

    [Fact]
    public async Task Refuses_a_value_longer_than_the_limit_in_a_stream()
    {
        var json = Encoding.UTF8.GetBytes($$$"""{"a":{"b":"{{{new string('x', 100_000)}}}"}}""");

        var refused = await Assert.ThrowsAsync<FaultException>(
            () => Convert.ToXmlByStream(json, Convert.Bare with { MaxValueBytes = 50_000 }, bytesPerRead: 4096));

        Assert.Equal("IA3310", refused.Fault.Code);
        Assert.StartsWith("$.a.b: ", refused.Fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_an_attribute_behind_more_content_than_the_window()
    {
        var content = string.Join(',', Enumerable.Repeat("\"0123456789\"", 20_000));
        var json = Encoding.UTF8.GetBytes($$$"""{"a":{"b":[{{{content}}}],"@late":"1"}}""");

        var refused = await Assert.ThrowsAsync<FaultException>(
            () => Convert.ToXmlByStream(json, Convert.Bare with { AttributeWindow = 1000 }, bytesPerRead: 4096));

        Assert.Equal("IA3307", refused.Fault.Code);
        Assert.Contains("$.a['@late']", refused.Fault.Message, StringComparison.Ordinal);
        Assert.StartsWith("<a late=\"1\"><b>", await Convert.ToXmlByStream(json, Convert.Bare, bytesPerRead: 4096), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Adds_late_attributes_across_releases_of_the_window()
    {
        var record = """{"v":"0123456789","w":{"x":1,"@in":"i"},"@out":"o"}""";
        var json = Encoding.UTF8.GetBytes("[" + string.Join(',', Enumerable.Repeat(record, 20_000)) + "]");
        var options = Convert.Bare with { Root = "r", AttributeWindow = 500 };

        var xml = await Convert.ToXmlByStream(json, options, bytesPerRead: 10_000);

        var element = """<item out="o"><v>0123456789</v><w in="i"><x>1</x></w></item>""";
        Assert.Equal($"<r>{string.Concat(Enumerable.Repeat(element, 20_000))}</r>", xml);
    }

    [Fact]
    public void Bounds_what_it_holds_when_short_values_have_long_names()
    {
        var name = new string('n', 1000);
        var json = Encoding.UTF8.GetBytes($$$"""{"a":{"{{{name}}}":[{{{string.Join(',', Enumerable.Repeat("1", 100_000))}}}]}}""");
        var output = new LargestWrite();

        new JsonToXmlConverter(Convert.Bare).Convert(json, output);

        Assert.True(output.Total > 200_000_000);
        Assert.True(output.Largest < 3 * 1024 * 1024, $"held back {output.Largest} bytes");
    }

    [Theory]
    [InlineData("""{"a":{"b":"</b><evil/>","@c":"\" evil=\"1"}}""")]
    [InlineData("""{"a":{"b":"<![CDATA[","c":"]]><!--"}}""")]
    [InlineData("""{"a":{"b":"&#0;&evil;"}}""")]
    public void Lets_no_text_become_markup(string json)
    {
        var document = new XmlDocument { XmlResolver = null };
        document.LoadXml(Convert.ToXml(json));

        Assert.DoesNotContain(document.SelectNodes("//*|//@*|//comment()")!.Cast<XmlNode>(), n => n.Name is "evil" or "#comment");
    }

    private sealed class LargestWrite : IBufferWriter<byte>
    {
        private byte[] _buffer = new byte[4096];

        public long Total { get; private set; }

        public int Largest { get; private set; }

        public void Advance(int count)
        {
            Total += count;
            Largest = int.Max(Largest, count);
        }

        public Memory<byte> GetMemory(int sizeHint = 0) => _buffer = sizeHint <= _buffer.Length ? _buffer : new byte[sizeHint];

        public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;
    }
}
