using System.Text;
using IntegrationActors.Formats.XmlToJson;

namespace IntegrationActors.Formats.Tests.XmlToJson;

public class XmlToJsonConverterTests
{
    private static readonly XmlToJsonOptions Streaming = new() { Streaming = true };
    private static readonly Dictionary<string, string> Namespaces = new() { ["o"] = "urn:o" };

    [Theory]
    [InlineData("<a>b</a>", """{"a":"b"}""")]
    [InlineData("<a/>", """{"a":""}""")]
    [InlineData("<a><b>1</b><c>true</c></a>", """{"a":{"b":"1","c":"true"}}""")]
    [InlineData("<a x='1' y=''/>", """{"a":{"@x":"1","@y":""}}""")]
    [InlineData("<a x='1'>t</a>", """{"a":{"@x":"1","$":"t"}}""")]
    [InlineData("<a x='1'><b/></a>", """{"a":{"@x":"1","b":""}}""")]
    [InlineData("<a> \n <b> x </b> \n </a>", """{"a":{"b":" x "}}""")]
    [InlineData("<a><b> </b></a>", """{"a":{"b":" "}}""")]
    [InlineData("<a>lost<b>1</b>too</a>", """{"a":{"b":"1"}}""")]
    [InlineData("<?xml version='1.0'?><!-- x --><?pi x?><a>1<!-- c -->2<?pi?>3<![CDATA[<4>]]></a><!-- y -->", """{"a":"123<4>"}""")]
    [InlineData("<a>&lt;&#228;&#x1F600;\"\\</a>", """{"a":"<ä😀\"\\"}""")]
    [InlineData("<a xml:lang='de'>t</a>", """{"a":{"@xml:lang":"de","$":"t"}}""")]
    public void Maps_elements_attributes_and_text(string xml, string json)
    {
        Assert.True(SameJson(json, Convert.ToJson(xml)), Convert.ToJson(xml));
        Assert.True(SameJson(json, Convert.ToJson(xml, Streaming)), Convert.ToJson(xml, Streaming));
    }

    [Theory]
    [InlineData("<a><b>1</b><b>2</b></a>", """{"a":{"b":["1","2"]}}""")]
    [InlineData("<a><b>1</b><c/><b>2</b><c/><b>3</b></a>", """{"a":{"b":["1","2","3"],"c":["",""]}}""")]
    [InlineData("<a><b><b>1</b><b>2</b></b><c/><b>3</b></a>", """{"a":{"b":[{"b":["1","2"]},"3"],"c":""}}""")]
    public void Makes_siblings_of_one_name_an_array(string xml, string json) => Assert.Equal(json, Convert.ToJson(xml));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Makes_listed_paths_arrays_even_of_one(bool streaming)
    {
        var options = new XmlToJsonOptions { Streaming = streaming, ArrayPaths = ["/a/b", "/a/c/d", "/a/none"] };

        var json = Convert.ToJson("<a><b>1</b><c><d x='1'/></c><d>2</d></a>", options);

        Assert.Equal("""{"a":{"b":["1"],"c":{"d":[{"@x":"1"}]},"d":"2"}}""", json);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Makes_everything_an_array_when_told(bool streaming)
    {
        var options = new XmlToJsonOptions { Streaming = streaming, AllArrays = true };

        Assert.Equal("""{"a":{"b":["1","2"],"c":[{"d":["3"]}]}}""", Convert.ToJson("<a><b>1</b><b>2</b><c><d>3</d></c></a>", options));
    }

    [Fact]
    public void Refuses_a_repeated_element_while_streaming()
    {
        var fault = Convert.Refused(() => Convert.ToJson("<a>\n<b/>\n<b/></a>", Streaming));

        Assert.Equal("IA3323", fault.Code);
        Assert.Contains("/a/b stands more than once in its element (line 3, column 2)", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_an_interrupted_array_while_streaming()
    {
        var options = Streaming with { ArrayPaths = ["/a/b"] };

        Assert.Equal("IA3323", Convert.Refused(() => Convert.ToJson("<a><b/><b/><c/><b/></a>", options)).Code);
    }

    [Theory]
    [InlineData("<a><b>1</b></a>", """{"b":"1"}""")]
    [InlineData("<a>t</a>", "\"t\"")]
    [InlineData("<a x='1'/>", """{"@x":"1"}""")]
    public void Drops_the_root_when_told(string xml, string json)
    {
        Assert.Equal(json, Convert.ToJson(xml, new() { DropRoot = true }));
        Assert.Equal(json, Convert.ToJson(xml, Streaming with { DropRoot = true }));
    }

    [Theory]
    [InlineData(':', """{"o:a":{"@o:x":"1","b":"2"}}""")]
    [InlineData('.', """{"o.a":{"@o.x":"1","b":"2"}}""")]
    public void Maps_namespaces_whatever_prefixes_the_document_has(char delimiter, string json)
    {
        var options = new XmlToJsonOptions { Namespaces = Namespaces, NamespaceDelimiter = delimiter };

        Assert.Equal(json, Convert.ToJson("<z:a xmlns:z='urn:o' z:x='1'><b>2</b></z:a>", options));
        Assert.Equal(json, Convert.ToJson("<a xmlns='urn:o' xmlns:z='urn:o' z:x='1'><b xmlns=''>2</b></a>", options));
    }

    [Fact]
    public void Gives_names_of_the_default_namespace_no_prefix() => Assert.Equal(
        """{"a":{"b":"1"}}""",
        Convert.ToJson("<a xmlns='urn:d'><b>1</b></a>", new() { Namespaces = new Dictionary<string, string> { [""] = "urn:d" } }));

    [Theory]
    [InlineData("<a xmlns='urn:x'/>", "urn:x")]
    [InlineData("<a><p:b xmlns:p='urn:y'/></a>", "'p:b' (line 1, column 5)")]
    [InlineData("<a xmlns:p='urn:z' p:b='1'/>", "urn:z")]
    public void Refuses_a_namespace_without_prefix(string xml, string says)
    {
        var fault = Convert.Refused(() => Convert.ToJson(xml));

        Assert.Equal("IA3322", fault.Code);
        Assert.Contains(says, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Drops_unmapped_namespaces_when_told() => Assert.Equal(
        """{"a":{"@c":"1","b":["1","2"]}}""",
        Convert.ToJson("<a xmlns='urn:x' xmlns:p='urn:y' p:c='1'><b>1</b><p:b>2</p:b></a>", new() { DropUnmappedNamespaces = true }));

    [Theory]
    [InlineData("order/lines")]
    [InlineData("/order")]
    [InlineData("/order//lines")]
    [InlineData("")]
    public void Refuses_array_paths_that_name_no_element_below_the_root(string path) =>
        Assert.Throws<ArgumentException>(() => new XmlToJsonConverter(new XmlToJsonOptions { ArrayPaths = [path] }));

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("iso-8859-1")]
    public void Reads_the_encoding_of_the_document(string encoding)
    {
        var bytes = Encoding.GetEncoding(encoding);
        byte[] xml = [.. bytes.GetPreamble(), .. bytes.GetBytes($"<?xml version='1.0' encoding='{encoding}'?><a>ä</a>")];

        Assert.Equal("""{"a":"ä"}""", Convert.ToJson(xml));
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(1, true)]
    [InlineData(3, true)]
    public async Task Gives_the_same_for_a_stream_in_any_pieces(int bytesPerRead, bool streaming)
    {
        var xml = $"<?xml version='1.0'?><a x='ä'><b>1&amp;<![CDATA[2]]></b><b>{new string('y', 20_000)}</b><c z='1'>t</c></a>";
        var options = new XmlToJsonOptions { Streaming = streaming, ArrayPaths = ["/a/b"] };

        var streamed = await Convert.ToJsonByStream(Encoding.UTF8.GetBytes(xml), options, bytesPerRead);

        Assert.Equal(Convert.ToJson(xml, options), streamed);
    }

    private static bool SameJson(string expected, string actual) =>
        System.Text.Json.Nodes.JsonNode.DeepEquals(System.Text.Json.Nodes.JsonNode.Parse(expected), System.Text.Json.Nodes.JsonNode.Parse(actual));
}
