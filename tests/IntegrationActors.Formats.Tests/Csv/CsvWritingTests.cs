using System.Text;
using IntegrationActors.Formats.Csv;
using IntegrationActors.Formats.Text;
using IntegrationActors.Formats.XmlToCsv;

namespace IntegrationActors.Formats.Tests.Csv;

public sealed class CsvWritingTests
{
    private const string Order = """<o:order xmlns:o="urn:o" id="7"><number>N1</number><items><rebate>5</rebate><item line="1"><a>x</a><p c="EUR"><v>1</v></p></item><item line="2"><a>y, "z"</a><p c="USD"><v>2</v></p></item></items></o:order>""";

    [Theory]
    [InlineData("<rows><row><a>1</a><b>2</b></row><row><b>4</b></row></rows>", "a,b\r\n1,2\r\n,4\r\n")]
    [InlineData("<rows><row><a>x\n\"y\",</a></row></rows>", "a\r\n\"x\n\"\"y\"\",\"\r\n")]
    [InlineData("<rows><row><a/></row></rows>", "a\r\n\"\"\r\n")]
    [InlineData("<rows><other><row><a>1</a></row></other><row><a>2</a></row></rows>", "a\r\n2\r\n")]
    [InlineData("<rows xmlns='urn:x'><row><a><![CDATA[<1>]]> 2</a></row></rows>", "a\r\n<1> 2\r\n")]
    [InlineData("<rows/>", "")]
    [InlineData("<other><row><a>1</a></row></other>", "")]
    public void Elements_become_rows(string xml, string csv) => Assert.Equal(csv, CsvText.FromXml(xml));

    [Fact]
    public void Listed_fields_may_stand_above_inside_or_in_attributes()
    {
        var options = new XmlToCsvOptions
        {
            Path = "order/items/item",
            Rows = new() { Fields = ["../../number", "@line", "a", "p/@c", "p/v", "../rebate", "missing"], Titles = ["N", "L", "A", "C", "V", "R", "M"] },
        };

        Assert.Equal("N,L,A,C,V,R,M\r\nN1,1,x,EUR,1,5,\r\nN1,2,\"y, \"\"z\"\"\",USD,2,5,\r\n", CsvText.FromXml(Order, options));
    }

    [Fact]
    public void Parents_and_attributes_are_included_when_asked_for()
    {
        var options = new XmlToCsvOptions { Path = "order/item", IncludeParent = true, IncludeAttributes = true, Rows = new() { Dialect = new() { LineBreak = "\n", Separator = ';' } } };

        Assert.Equal("../n;@l;a/@u;a\n7;1;kg;x\n", CsvText.FromXml("""<order><n>7</n><item l="1"><a u="kg">x</a></item></order>""", options));
    }

    [Theory]
    [InlineData("<rows><row><a><b>1</b></a></row></rows>", "IA3412")]
    [InlineData("<rows><row><a>1</a><a>2</a></row></rows>", "IA3413")]
    [InlineData("<rows><row><a>1</a></row><row><a>1</a><b>2</b></row></rows>", "IA3414")]
    [InlineData("<rows><row>", "IA3411")]
    [InlineData("<!DOCTYPE rows [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><rows><row><a>&e;</a></row></rows>", "IA3411")]
    public void What_has_no_place_in_a_row_is_refused(string xml, string code) => Assert.Equal(code, Convert.Refused(() => CsvText.FromXml(xml)).Code);

    [Theory]
    [InlineData("UTF-8", true, new byte[] { 0xEF, 0xBB, 0xBF })]
    [InlineData("UTF-16", true, new byte[] { 0xFF, 0xFE })]
    [InlineData("windows-1252", true, new byte[0])]
    [InlineData("UTF-8", false, new byte[0])]
    public void Any_encoding_is_written_with_a_mark_if_it_has_one(string name, bool mark, byte[] expected)
    {
        var encoding = TextEncodings.Find(name);
        var options = new XmlToCsvOptions { Rows = new() { Dialect = new() { Encoding = encoding, ByteOrderMark = mark } } };

        Assert.Equal([.. expected, .. encoding.GetBytes("a\r\n5 €\r\n")], CsvText.BytesFromXml("<rows><row><a>5 €</a></row></rows>", options));
    }

    [Fact]
    public void A_character_that_the_encoding_has_not_is_refused()
    {
        var options = new XmlToCsvOptions { Rows = new() { Dialect = new() { Encoding = TextEncodings.Find("iso-8859-1") } } };

        Assert.Equal("IA3415", Convert.Refused(() => CsvText.FromXml("<rows><row><a>5 €</a></row></rows>", options)).Code);
    }

    [Theory]
    [InlineData("""[{"a":"x","b":1.50,"c":true,"d":null}]""", null, "a,b,c,d\r\nx,1.50,true,\r\n")]
    [InlineData("""[]""", null, "")]
    [InlineData("""{"n":[1],"orders":{"x":{"order":[]},"order":[{"a":1},{"a":2}]},"z":[{}]}""", "orders/order", "a\r\n1\r\n2\r\n")]
    [InlineData("\uFEFF[{\"a\":\"\\u00e4\"}]", null, "a\r\nä\r\n")]
    public void Objects_become_rows(string json, string? path, string csv)
    {
        Assert.Equal(csv, CsvText.FromJson(json, new() { Path = path }));
    }

    [Fact]
    public void Members_inside_of_members_are_listed_with_slashes()
    {
        Assert.Equal("id,c/n\r\n1,x\r\n2,\r\n", CsvText.FromJson("""[{"c":{"n":"x"},"id":1,"o":[]},{"id":2,"c":3}]""", new() { Rows = new() { Fields = ["id", "c/n"] } }));
    }

    [Theory]
    [InlineData("""{"a":1}""", "IA3416")]
    [InlineData("""[1]""", "IA3416")]
    [InlineData("""[{"a":1}""", "IA3416")]
    [InlineData("""[{"a":1}] x""", "IA3416")]
    [InlineData("", "IA3416")]
    [InlineData("""[{"a":{}}]""", "IA3412")]
    [InlineData("""[{"a":1,"a":2}]""", "IA3413")]
    [InlineData("""[{"a":1},{"b":2}]""", "IA3414")]
    [InlineData("[{\"a\":\"\\ud800\"}]", "IA3416")]
    public void What_is_no_list_of_records_is_refused(string json, string code) => Assert.Equal(code, Convert.Refused(() => CsvText.FromJson(json)).Code);

    [Fact]
    public void A_record_without_end_is_refused_by_its_limit()
    {
        using var json = new GeneratedStream("[{\"a\":\""u8.ToArray(), Encoding.UTF8.GetBytes(new string('x', 1000)), 100_000, "\"}]"u8.ToArray());

        var fault = Convert.Refused(() => new Formats.JsonToCsv.JsonToCsvConverter(new()).Convert(json, Stream.Null, default));

        Assert.Equal("IA3406", fault.Code);
        Assert.True(json.Given < 20_000_000, $"{json.Given} bytes were read");
    }

    [Theory]
    [InlineData("""{"n":[[[1]]]}""", "n/x")]
    [InlineData("""{"n":{"m":1}}""", "n/m")]
    public void A_path_that_leads_to_no_array_is_said(string json, string path)
    {
        Assert.Contains(path, Convert.Refused(() => CsvText.FromJson(json, new() { Path = path })).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a,b,c,d\n1.5,true,x,\n,,,\n", """{"r":[{"a":1.5,"b":true,"c":"x","d":""},{"a":null,"b":null,"c":"","d":""}]}""")]
    [InlineData("a,b\n", """{"r":[]}""")]
    public void Rows_become_objects(string csv, string json)
    {
        Assert.Equal(json, CsvText.ToJson(csv, new() { Path = "r", Numbers = ["a"], Booleans = ["b"] }));
    }

    [Theory]
    [InlineData("a,b\n1,\n01,\n", "Row 3 (line 3), field 1 'a' is not a number as JSON writes it: '01'.")]
    [InlineData("a,b\n\"1,2\",\n", "Row 2 (line 2), field 1 'a' is not a number as JSON writes it: '1,2'.")]
    [InlineData("a,b\n1,yes\n", "Row 2 (line 2), field 2 'b' is not true or false: 'yes'.")]
    public void A_value_of_another_type_is_refused_with_its_place(string csv, string message)
    {
        var fault = Convert.Refused(() => CsvText.ToJson(csv, new() { Numbers = ["a"], Booleans = ["b"] }));

        Assert.Equal(("IA3408", message), (fault.Code, fault.Message));
    }
}
