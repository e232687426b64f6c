using System.Text;
using IntegrationActors.Formats.Csv;
using IntegrationActors.Formats.CsvToXml;
using IntegrationActors.Formats.Text;

namespace IntegrationActors.Formats.Tests.Csv;

public sealed class CsvReadingTests
{
    [Theory]
    [InlineData("a,b\r\n1,2\r\n", "<rows><row><a>1</a><b>2</b></row></rows>")]
    [InlineData("a,b\n1,2", "<rows><row><a>1</a><b>2</b></row></rows>")]
    [InlineData("a,b\r1,2\r", "<rows><row><a>1</a><b>2</b></row></rows>")]
    [InlineData("a,b\n1,\n", "<rows><row><a>1</a><b/></row></rows>")]
    [InlineData("a,b\n\n1,2\n\n", "<rows><row><a>1</a><b>2</b></row></rows>")]
    [InlineData("a\n\"\"\n", "<rows><row><a/></row></rows>")]
    [InlineData("a,b\n\"1,\"\"2\"\"\",\"x\r\ny\"\n", "<rows><row><a>1,\"2\"</a><b>x&#xD;\ny</b></row></rows>", true)]
    [InlineData("a,b\n<&>,ä€😀\n", "<rows><row><a>&lt;&amp;&gt;</a><b>ä€😀</b></row></rows>")]
    [InlineData("Order ID,2nd,xmlns,,größe\n1,2,3,4,5\n", "<rows><row><Order_ID>1</Order_ID><_2nd>2</_2nd><_xmlns>3</_xmlns><field4>4</field4><größe>5</größe></row></rows>")]
    [InlineData("a,b\n", "<rows/>")]
    [InlineData("", "<rows/>")]
    public void Rows_become_elements(string csv, string xml, bool keepsLineBreaks = false)
    {
        var written = CsvText.ToXml(csv);

        Assert.Equal(xml, keepsLineBreaks ? written.Replace("&#xA;", "\n", StringComparison.Ordinal) : written);
    }

    [Fact]
    public void A_path_a_namespace_and_chosen_fields_shape_the_document()
    {
        var options = new CsvToXmlOptions { Path = "/orders/list/order", Namespace = "urn:o&p", Table = CsvText.Table(fields: ["b", "a"]), DropEmpty = true };

        Assert.Equal("<orders xmlns=\"urn:o&amp;p\"><list><order><b>2</b><a>1</a></order><order><a>4</a></order></list></orders>", CsvText.ToXml("a,x,b\n1,9,2\n4,9,\n", options));
    }

    [Theory]
    [InlineData(CsvHeader.Skip, "h\n1,2", new[] { "p", "q" }, "<p>1</p><q>2</q>")]
    [InlineData(CsvHeader.None, "1,2", new[] { "p", "q" }, "<p>1</p><q>2</q>")]
    [InlineData(CsvHeader.None, "1,2", new string[0], "<field1>1</field1><field2>2</field2>")]
    [InlineData(CsvHeader.Skip, "h\n1,2", new string[0], "<field1>1</field1><field2>2</field2>")]
    public void Without_names_in_the_header_fields_go_by_position(CsvHeader header, string csv, string[] fields, string expected)
    {
        Assert.Equal($"<rows><row>{expected}</row></rows>", CsvText.ToXml(csv, new() { Table = CsvText.Table(header, fields: fields) }));
    }

    [Theory]
    [InlineData(false, "<m>I</m><a>1</a>")]
    [InlineData(true, "<m>1</m><a/>")]
    public void A_marker_chooses_rows_and_may_be_dropped(bool drop, string expected)
    {
        var table = CsvText.Table(CsvHeader.None, RaggedRows.Fill, "m", "a") with { RecordMarker = "I", DropMarker = drop };

        Assert.Equal($"<rows><row>{expected}</row></rows>", CsvText.ToXml("H,x,y,z\nI,1\nT\n", new() { Table = table }));
    }

    [Fact]
    public void Dialects_have_other_signs()
    {
        var dialect = new CsvDialect { Separator = ';', Quote = '\'', Comment = '#', Trim = true };

        Assert.Equal("<rows><row><a>1;2</a><b>x</b></row></rows>", CsvText.ToXml("# none\na;b\n'1;2' ; x\n", new() { Table = new() { Dialect = dialect } }));
        Assert.Equal("<rows><row><a>1,2</a><b>\\</b></row></rows>", CsvText.ToXml("a,b\n1\\,2,\\\\\n", new() { Table = new() { Dialect = new() { Escaping = CsvEscaping.Backslash } } }));
        Assert.Equal("<rows><row><a>\"1</a><b>2\"</b></row></rows>", CsvText.ToXml("a,b\n\"1,2\"\n", new() { Table = new() { Dialect = new() { Escaping = CsvEscaping.None } } }));
    }

    [Theory]
    [InlineData("utf-8", true)]
    [InlineData("utf-16", true)]
    [InlineData("utf-16BE", true)]
    [InlineData("windows-1252", false)]
    [InlineData("iso-8859-15", false)]
    public void Any_encoding_is_read_and_a_byte_order_mark_wins(string name, bool mark)
    {
        var encoding = TextEncodings.Find(name);
        byte[] bytes = [.. mark ? encoding is UTF8Encoding ? [0xEF, 0xBB, 0xBF] : encoding.GetPreamble() : [], .. encoding.GetBytes("größe,b\n5 €,ß\n")];
        var declared = mark ? TextEncodings.Utf8 : encoding;

        Assert.Equal("<rows><row><größe>5 €</größe><b>ß</b></row></rows>", CsvText.ToXml(bytes, new() { Table = new() { Dialect = new() { Encoding = declared } } }));
    }

    [Theory]
    [InlineData("a,b\n1\n", RaggedRows.Refuse, "Row 2 (line 2) has 1 fields")]
    [InlineData("a,b\n\"x\ny\",2\n1,2,3\n", RaggedRows.Refuse, "Row 3 (line 4) has 3 fields")]
    [InlineData("a,b\n1,2,3\n", RaggedRows.Fill, "Row 2 (line 2) has 3 fields")]
    public void A_ragged_row_is_refused_with_its_place(string csv, RaggedRows ragged, string message)
    {
        var fault = Convert.Refused(() => CsvText.ToXml(csv, new() { Table = CsvText.Table(ragged: ragged) }));

        Assert.Equal("IA3403", fault.Code);
        Assert.StartsWith(message, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Ragged_rows_are_filled_and_cut_when_told_so()
    {
        Assert.Equal("<rows><row><a>1</a><b/></row><row><a>1</a><b>2</b></row></rows>", CsvText.ToXml("a,b\n1\n1,2,3\n", new() { Table = CsvText.Table(ragged: RaggedRows.FillAndCut) }));
    }

    [Theory]
    [InlineData("a,b\n\"1,2\n", "IA3401")]
    [InlineData("a,b\n\"1\"x,2\n", "IA3401")]
    [InlineData("a,b\n1x\"y,2\n", "IA3401")]
    [InlineData("a,a\n1,2\n", "IA3404")]
    [InlineData("a b,a_b\n1,2\n", "IA3404")]
    [InlineData("a,b\n1,\u0001\n", "IA3407")]
    public void What_is_no_CSV_is_refused(string csv, string code) => Assert.Equal(code, Convert.Refused(() => CsvText.ToXml(csv)).Code);

    [Fact]
    public void A_field_that_the_header_lacks_is_named()
    {
        var fault = Convert.Refused(() => CsvText.ToXml("a;b\n1;2\n", new() { Table = CsvText.Table(fields: ["b"]) }));

        Assert.Equal(("IA3405", "The header has no field 'b'; it has a;b."), (fault.Code, fault.Message));
    }

    [Fact]
    public void Bytes_in_another_encoding_are_refused_with_their_place()
    {
        var fault = Convert.Refused(() => CsvText.ToXml([.. "a,b\n1,"u8, 0xE4, (byte)'\n']));

        Assert.Equal("IA3402", fault.Code);
        Assert.StartsWith("Row 2 (line 2), field 2 'b'", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(20, 1_000_000, "maxFieldSize")]
    [InlineData(20_000_000, 20_000_000, "")]
    public void A_long_value_is_refused_by_its_limit(int maxField, int maxRecord, string option)
    {
        var dialect = new CsvDialect { MaxFieldSize = maxField, MaxRecordSize = maxRecord };
        void Run() => CsvText.ToXml("a\n" + new string('x', 1000) + "\n", new() { Table = new() { Dialect = dialect } });

        if (option.Length == 0)
        {
            Run();
            return;
        }

        var fault = Convert.Refused(Run);
        Assert.Equal("IA3406", fault.Code);
        Assert.Contains(option, fault.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void A_quote_that_is_never_closed_does_not_take_in_a_large_document()
    {
        using var csv = new GeneratedStream("a,b\n1,\"2\n"u8.ToArray(), Encoding.UTF8.GetBytes(new string('x', 999) + "\n"), 500_000, []);
        var output = new System.Buffers.ArrayBufferWriter<byte>();

        var fault = Convert.Refused(() => new CsvToXmlConverter(new()).Convert(csv, output, default));

        Assert.Equal("IA3406", fault.Code);
        Assert.True(csv.Given < 20_000_000, $"{csv.Given} bytes were read");
    }

    [Theory]
    [InlineData(',', ',', '"')]
    [InlineData('x', 'x', '"')]
    [InlineData('\n', '\n', '"')]
    [InlineData(';', ';', ';')]
    public void Signs_with_two_meanings_are_refused_when_the_converter_is_made(char separator, char comment, char quote)
    {
        Assert.Throws<ArgumentException>(() => new CsvToXmlConverter(new() { Table = new() { Dialect = new() { Separator = separator, Comment = comment, Quote = quote } } }));
    }
}
