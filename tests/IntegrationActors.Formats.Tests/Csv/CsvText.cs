using System.Buffers;
using System.Text;
using IntegrationActors.Formats.Csv;
using IntegrationActors.Formats.CsvToJson;
using IntegrationActors.Formats.CsvToXml;
using IntegrationActors.Formats.JsonToCsv;
using IntegrationActors.Formats.XmlToCsv;

namespace IntegrationActors.Formats.Tests.Csv;

/// <summary>Conversions of CSV from text to text.</summary>
internal static class CsvText
{
    private const string Declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";

    public static string ToXml(string csv, CsvToXmlOptions? options = null) => ToXml(Encoding.UTF8.GetBytes(csv), options);

    public static string ToXml(byte[] csv, CsvToXmlOptions? options = null)
    {
        var output = new ArrayBufferWriter<byte>();
        new CsvToXmlConverter(options ?? new()).Convert(new MemoryStream(csv), output, default);
        var xml = Encoding.UTF8.GetString(output.WrittenSpan);
        Assert.StartsWith(Declaration, xml, StringComparison.Ordinal);
        return xml[Declaration.Length..];
    }

    public static string ToJson(string csv, CsvToJsonOptions? options = null)
    {
        var output = new ArrayBufferWriter<byte>();
        new CsvToJsonConverter(options ?? new()).Convert(new MemoryStream(Encoding.UTF8.GetBytes(csv)), output, default);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    public static string FromXml(string xml, XmlToCsvOptions? options = null) => Encoding.UTF8.GetString(BytesFromXml(xml, options));

    public static byte[] BytesFromXml(string xml, XmlToCsvOptions? options = null)
    {
        using var output = new MemoryStream();
        new XmlToCsvConverter(options ?? new()).Convert(new MemoryStream(Encoding.UTF8.GetBytes(xml)), output, default);
        return output.ToArray();
    }

    public static string FromJson(string json, JsonToCsvOptions? options = null)
    {
        using var output = new MemoryStream();
        new JsonToCsvConverter(options ?? new()).Convert(new MemoryStream(Encoding.UTF8.GetBytes(json)), output, default);
        return Encoding.UTF8.GetString(output.ToArray());
    }

    public static CsvTableOptions Table(CsvHeader header = CsvHeader.Names, RaggedRows ragged = RaggedRows.Refuse, params string[] fields) =>
        new() { Header = header, RaggedRows = ragged, Fields = fields };
}
