using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using IntegrationActors.Formats.Csv;
using IntegrationActors.Formats.CsvToJson;
using IntegrationActors.Formats.CsvToXml;
using IntegrationActors.Formats.Text;

namespace IntegrationActors.Formats.Tests.Csv;

/// <summary>Records come back from CSV as they went in, in every dialect that can hold them.</summary>
public sealed class CsvRoundTripTests
{
    [Property(MaxTest = 300, Arbitrary = [typeof(Tables)])]
    public void JSON_to_CSV_to_JSON_is_the_same(Table table)
    {
        var csv = CsvText.FromJson(table.Json, new() { Rows = new() { Dialect = table.Dialect } });

        Assert.Equal(table.Json, CsvText.ToJson(csv, new() { Table = new() { Dialect = table.Dialect } }));
    }

    [Property(MaxTest = 300, Arbitrary = [typeof(Tables)])]
    public void JSON_to_CSV_to_XML_to_CSV_is_the_same(Table table)
    {
        var csv = CsvText.FromJson(table.Json, new() { Rows = new() { Dialect = table.Dialect } });

        var xml = CsvText.ToXml(csv, new CsvToXmlOptions { Table = new() { Dialect = table.Dialect } });

        Assert.Equal(csv, CsvText.FromXml(xml, new() { Rows = new() { Dialect = table.Dialect } }));
    }

    [Property(MaxTest = 100, Arbitrary = [typeof(Tables)])]
    public void A_byte_order_mark_tells_UTF_16(Table table)
    {
        var dialect = table.Dialect with { Encoding = TextEncodings.Find("utf-16"), ByteOrderMark = true };
        using var csv = new MemoryStream();
        new Formats.JsonToCsv.JsonToCsvConverter(new() { Rows = new() { Dialect = dialect } }).Convert(new MemoryStream(Encoding.UTF8.GetBytes(table.Json)), csv, default);
        var json = new ArrayBufferWriter<byte>();

        csv.Position = 0;
        new CsvToJsonConverter(new() { Table = new() { Dialect = table.Dialect } }).Convert(csv, json, default);

        Assert.Equal(table.Json, Encoding.UTF8.GetString(json.WrittenSpan));
    }

    [Property(MaxTest = 1000)]
    public void No_bytes_make_a_converter_break(byte[] bytes, CsvHeader header, CsvEscaping escaping)
    {
        var output = new ArrayBufferWriter<byte>();
        var options = new CsvToXmlOptions { Table = new() { Header = header, RaggedRows = RaggedRows.FillAndCut, Dialect = new() { Escaping = escaping } } };
        try
        {
            new CsvToXmlConverter(options).Convert(new MemoryStream(bytes), output, default);
        }
        catch (Core.Exchanges.FaultException e)
        {
            Assert.StartsWith("IA34", e.Fault.Code, StringComparison.Ordinal);
            return;
        }

        using var reader = Core.Messages.SafeXml.CreateReader(new MemoryStream(output.WrittenSpan.ToArray()));
        while (reader.Read())
        {
            Assert.NotEqual(XmlNodeType.None, reader.NodeType);
        }
    }

    public sealed record Table(string Json, CsvDialect Dialect);

    public static class Tables
    {
        private static readonly string[] Names = ["a", "b", "_c", "größe", "d-1", "e.f", "order", "Ж"];

        private static readonly string[] Texts = ["", " ", "x", "1", " padded ", "ä€😀", "<&>'", "a,b", "a;b", "tab\there", "\"", "\"\"", "line\r\nbreak", "line\nbreak", "\rx", "back\\slash", "a\\,b", "#no comment"];

        public static Arbitrary<Table> All() => Arb.From(
            from names in Gen.Shuffle(Names)
            from count in Gen.Choose(1, 5)
            from rows in Gen.ListOf(Gen.ListOf(Gen.Elements(Texts), count))
            where rows.Count > 0
            from separator in Gen.Elements(',', ';', '\t', '|')
            from escaping in Gen.Elements(CsvEscaping.Quotes, CsvEscaping.Quotes, CsvEscaping.Backslash)
            from lineBreak in Gen.Elements("\r\n", "\n", "\r")
            where escaping == CsvEscaping.Quotes || (lineBreak == "\r\n" && count > 1)
            select new Table(Json(names, rows), new CsvDialect { Separator = separator, Escaping = escaping, LineBreak = lineBreak }));

        private static string Json(string[] names, IEnumerable<IList<string>> rows) => new JsonArray([.. rows.Select(row => Record(names, row))]).ToJsonString(
            new System.Text.Json.JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

        private static JsonObject Record(string[] names, IList<string> row) => new(row.Select((text, i) => KeyValuePair.Create(names[i], (JsonNode?)text)));
    }
}
