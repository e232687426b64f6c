using System.Text;
using IntegrationActors.Formats.JsonToXml;

namespace IntegrationActors.Formats.Tests.JsonToXml;

public class JsonToXmlConverterTests
{
    private static readonly Dictionary<string, string> Namespaces = new() { ["o"] = "urn:o", ["p"] = "urn:p?a&b" };

    [Theory]
    [InlineData("""{"a":"b"}""", "<a>b</a>")]
    [InlineData("""{"a":{"b":"1","c":"2"}}""", "<a><b>1</b><c>2</c></a>")]
    [InlineData("""{"a":{"b":[1,2.50,-3e+2]}}""", "<a><b>1</b><b>2.50</b><b>-3e+2</b></a>")]
    [InlineData("""{"a":{"b":true,"c":false}}""", "<a><b>true</b><c>false</c></a>")]
    [InlineData("""{"a":{"b":null,"c":[null,"x"]}}""", "<a><b/><c/><c>x</c></a>")]
    [InlineData("""{"a":null}""", "<a/>")]
    [InlineData("""{"a":{}}""", "<a/>")]
    [InlineData("""{"a":""}""", "<a></a>")]
    [InlineData("""{"a":{"b":[],"c":1}}""", "<a><c>1</c></a>")]
    [InlineData("""{"a":["only"]}""", "<a>only</a>")]
    [InlineData("""{"a":{"b":[{"c":1},{"c":2}]}}""", "<a><b><c>1</c></b><b><c>2</c></b></a>")]
    [InlineData("""{"a":{"b":[[1,2],[],[[3]]]}}""", "<a><b><item>1</item><item>2</item></b><b/><b><item><item>3</item></item></b></a>")]
    [InlineData("""{"a":{"b":1,"c":2,"b":3}}""", "<a><b>1</b><c>2</c><b>3</b></a>")]
    [InlineData("""{"größe_1.0-x":"ä€😀"}""", "<größe_1.0-x>ä€😀</größe_1.0-x>")]
    [InlineData("""{"\u0061":"\u00e4\ud83d\ude00\n\t\/"}""", "<a>ä😀\n\t/</a>")]
    public void Maps_objects_arrays_and_values(string json, string xml) => Assert.Equal(xml, Convert.ToXml(json));

    [Theory]
    [InlineData("""{"a":{"@x":"1","b":2}}""", "<a x=\"1\"><b>2</b></a>")]
    [InlineData("""{"a":{"b":2,"@x":"1"}}""", "<a x=\"1\"><b>2</b></a>")]
    [InlineData("""{"a":{"b":2,"@x":1,"c":{"d":3,"@y":true},"@z":false}}""", "<a x=\"1\" z=\"false\"><b>2</b><c y=\"true\"><d>3</d></c></a>")]
    [InlineData("""{"a":{"b":{"c":1,"@in":2},"@out":3}}""", "<a out=\"3\"><b in=\"2\"><c>1</c></b></a>")]
    [InlineData("""{"a":{"@x":"1"}}""", "<a x=\"1\"/>")]
    [InlineData("""{"a":{"\u0040x":"1"}}""", "<a x=\"1\"/>")]
    [InlineData("""{"a":{"@x":"1","$":"text"}}""", "<a x=\"1\">text</a>")]
    [InlineData("""{"a":{"$":12.5,"@x":"1"}}""", "<a x=\"1\">12.5</a>")]
    [InlineData("""{"a":{"$":null,"@x":"1"}}""", "<a x=\"1\"/>")]
    [InlineData("""{"a":{"b":[{"$":"1","@x":"1"},{"@x":"2","$":"2"}]}}""", "<a><b x=\"1\">1</b><b x=\"2\">2</b></a>")]
    [InlineData("""{"a":{"@xml:lang":"de","$":"Straße"}}""", "<a xml:lang=\"de\">Straße</a>")]
    [InlineData("""{"a":{"@x":"\"<>&'\t\n\r"}}""", "<a x=\"&quot;&lt;&gt;&amp;'&#x9;&#xA;&#xD;\"/>")]
    public void Accepts_attributes_and_text_in_any_order(string json, string xml) => Assert.Equal(xml, Convert.ToXml(json));

    [Theory]
    [InlineData("""{"a":"&<>]]>"}""", "<a>&amp;&lt;&gt;]]&gt;</a>")]
    [InlineData("""{"a":"\"'\r\n\u0085"}""", "<a>\"'&#xD;\n\u0085</a>")]
    [InlineData("""{"a":"\ufffd\uf900ï"}""", "<a>\ufffd\uf900ï</a>")]
    public void Escapes_what_a_reader_would_misread(string json, string xml) => Assert.Equal(xml, Convert.ToXml(json));

    [Theory]
    [InlineData("""{"a":1,"@x":"y","b":[1,2]}""", "<r x=\"y\"><a>1</a><b>1</b><b>2</b></r>")]
    [InlineData("""[1,{"a":2},null,[3]]""", "<r><item>1</item><item><a>2</a></item><item/><item><item>3</item></item></r>")]
    [InlineData("""[]""", "<r/>")]
    [InlineData("""{}""", "<r/>")]
    [InlineData(""" "x" """, "<r>x</r>")]
    [InlineData("null", "<r/>")]
    public void Adds_a_root_element(string json, string xml) => Assert.Equal(xml, Convert.ToXml(json, Convert.Bare with { Root = "r" }));

    [Fact]
    public void Names_items_as_told() =>
        Assert.Equal("<rows><row>1</row></rows>", Convert.ToXml("[1]", Convert.Bare with { Root = "rows", Item = "row" }));

    [Theory]
    [InlineData(':', """{"o:a":{"p:b":1,"c":2,"@p:d":3}}""")]
    [InlineData('.', """{"o.a":{"p.b":1,"c":2,"@p.d":3}}""")]
    [InlineData(' ', """{"o a":{"p b":1,"c":2,"@p d":3}}""")]
    [InlineData('|', """{"o|a":{"@p|d":3,"p|b":1,"c":2}}""")]
    public void Maps_prefixes_and_declares_all_at_the_root(char delimiter, string json) => Assert.Equal(
        "<o:a xmlns:o=\"urn:o\" xmlns:p=\"urn:p?a&amp;b\" p:d=\"3\"><p:b>1</p:b><c>2</c></o:a>",
        Convert.ToXml(json, Convert.Bare with { Namespaces = Namespaces, NamespaceDelimiter = delimiter }));

    [Fact]
    public void Maps_names_without_prefix_to_the_default_namespace() => Assert.Equal(
        "<a xmlns=\"urn:d\"><b>1</b></a>",
        Convert.ToXml("""{"a":{"b":1}}""", Convert.Bare with { Namespaces = new Dictionary<string, string> { [""] = "urn:d" } }));

    [Fact]
    public void Keeps_a_delimiter_that_separates_no_known_prefix() => Assert.Equal(
        "<q.a xmlns:o=\"urn:o\" xmlns:p=\"urn:p?a&amp;b\"/>",
        Convert.ToXml("""{"q.a":null}""", Convert.Bare with { Namespaces = Namespaces, NamespaceDelimiter = '.' }));

    [Fact]
    public void Qualifies_the_added_root() => Assert.Equal(
        "<o:r xmlns:o=\"urn:o\" xmlns:p=\"urn:p?a&amp;b\"><a>1</a></o:r>",
        Convert.ToXml("""{"a":1}""", Convert.Bare with { Namespaces = Namespaces, Root = "o:r" }));

    [Fact]
    public void Starts_with_a_declaration_unless_told_otherwise() =>
        Assert.Equal("<?xml version=\"1.0\" encoding=\"UTF-8\"?><a/>", Convert.ToXml("""{"a":null}""", new JsonToXmlOptions()));

    [Fact]
    public void Skips_a_byte_order_mark() => Assert.Equal("<a>1</a>", Convert.ToXml("\uFEFF{\"a\":1}"));

    [Theory]
    [InlineData("""{"a":1,"b":2}""", "IA3302", "$.b")]
    [InlineData("""{"a":[1,2]}""", "IA3302", "$.a[1]")]
    [InlineData("""{"a":[]}""", "IA3302", "no member that gives an element")]
    [InlineData("""{}""", "IA3302", "no member that gives an element")]
    [InlineData("""{"@x":1,"a":1}""", "IA3302", "attribute or text")]
    [InlineData("""{"$":1}""", "IA3302", "attribute or text")]
    [InlineData("""[{"a":1}]""", "IA3302", "found an array")]
    [InlineData("""42""", "IA3302", "found a plain value")]
    [InlineData("""{"a":{"1st":1}}""", "IA3303", "$.a: the member name '1st'")]
    [InlineData("""{"a":{"b c":1}}""", "IA3303", "'b c'")]
    [InlineData("""{"a":{"":1}}""", "IA3303", "''")]
    [InlineData("""{"a":{"@":1}}""", "IA3303", "'@'")]
    [InlineData("""{"a":{"x:b":1}}""", "IA3303", "'x:b'")]
    [InlineData("""{"a":{"XmlFoo":1}}""", "IA3303", "'XmlFoo'")]
    [InlineData("""{"a":{"@xmlns":"urn:x"}}""", "IA3303", "'@xmlns'")]
    [InlineData("""{"a":{"@xmlns:p":"urn:x"}}""", "IA3303", "'@xmlns:p'")]
    [InlineData("""{"a":{"b><c":1}}""", "IA3303", "'b><c'")]
    [InlineData("""{"a":{"b":[{"@x":null}]}}""", "IA3304", "$.a.b[0]['@x']")]
    [InlineData("""{"a":{"@x":{}}}""", "IA3304", "an object")]
    [InlineData("""{"a":{"@x":[1]}}""", "IA3304", "an array")]
    [InlineData("""{"a":{"$":{}}}""", "IA3305", "$.a.$")]
    [InlineData("""{"a":{"$":[]}}""", "IA3305", "an array")]
    [InlineData("""{"a":{"@x":1,"@x":2}}""", "IA3306", "$.a['@x']")]
    [InlineData("""{"a":{"@x":1,"b":2,"@x":2}}""", "IA3306", "$.a['@x']")]
    public void Refuses_what_XML_cannot_hold(string json, string code, string says)
    {
        var fault = Convert.Refused(() => Convert.ToXml(json));

        Assert.Equal(code, fault.Code);
        Assert.Contains(says, fault.Message, StringComparison.Ordinal);
        Assert.NotEmpty(fault.Hint!);
    }

    [Fact]
    public void Names_the_path_with_the_delimiter_of_the_author()
    {
        var options = Convert.Bare with { Namespaces = Namespaces, NamespaceDelimiter = '.' };

        var fault = Convert.Refused(() => Convert.ToXml("""{"o.a":{"b":["x","\u0001"]}}""", options));

        Assert.StartsWith("$['o.a'].b[1]: ", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Root", "1r", null, ':')]
    [InlineData("Root", "q:r", null, ':')]
    [InlineData("Item", null, "xmlitem", ':')]
    [InlineData("delimiter", null, null, '#')]
    public void Refuses_options_that_cannot_work(string says, string? root, string? item, char delimiter)
    {
        var options = new JsonToXmlOptions { Root = root, Item = item ?? "item", NamespaceDelimiter = delimiter };

        var refused = Assert.Throws<ArgumentException>(() => new JsonToXmlConverter(options));

        Assert.Contains(says, refused.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("xmlp", "urn:a")]
    [InlineData("1p", "urn:a")]
    [InlineData("p:q", "urn:a")]
    [InlineData("p", "")]
    [InlineData("p", "urn:\"a")]
    [InlineData("p", "http://www.w3.org/2000/xmlns/")]
    public void Refuses_namespaces_that_cannot_be_declared(string prefix, string uri) => Assert.Throws<ArgumentException>(
        () => new JsonToXmlConverter(new JsonToXmlOptions { Namespaces = new Dictionary<string, string> { [prefix] = uri } }));

    [Fact]
    public void Refuses_two_prefixes_for_one_namespace() => Assert.Throws<ArgumentException>(
        () => new JsonToXmlConverter(new JsonToXmlOptions { Namespaces = new Dictionary<string, string> { ["a"] = "urn:x", ["b"] = "urn:x" } }));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public async Task Gives_the_same_for_a_stream_in_any_pieces(int bytesPerRead)
    {
        var json = "\uFEFF{\"o:a\":{\"b\":[1.25,\"ä\\u00e4&\\n\",{\"c\":null,\"@d\":true}],\"@p:long\":\"" + new string('x', 300) + "\"}}";
        var options = new JsonToXmlOptions { Namespaces = Namespaces };

        var streamed = await Convert.ToXmlByStream(Encoding.UTF8.GetBytes(json), options, bytesPerRead);

        Assert.Equal(Convert.ToXml(json, options), streamed);
    }

    [Fact]
    public async Task Converts_for_many_threads_at_once()
    {
        var converter = new JsonToXmlConverter(Convert.Bare);

        await Parallel.ForAsync(0, 200, (i, _) =>
        {
            var output = new System.Buffers.ArrayBufferWriter<byte>();
            converter.Convert(Encoding.UTF8.GetBytes($$$"""{"a":{"b":{{{i}}},"@x":"{{{i}}}"}}"""), output);
            Assert.Equal($"<a x=\"{i}\"><b>{i}</b></a>", Encoding.UTF8.GetString(output.WrittenSpan));
            return default;
        });
    }
}
