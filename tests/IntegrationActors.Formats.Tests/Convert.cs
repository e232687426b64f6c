using System.Buffers;
using System.Text;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Formats.JsonToXml;
using IntegrationActors.Formats.XmlToJson;

namespace IntegrationActors.Formats.Tests;

/// <summary>Conversions from text to text.</summary>
internal static class Convert
{
    public static JsonToXmlOptions Bare { get; } = new() { XmlDeclaration = false };

    public static string ToXml(string json, JsonToXmlOptions? options = null) => ToXml(Encoding.UTF8.GetBytes(json), options);

    public static string ToXml(byte[] json, JsonToXmlOptions? options = null)
    {
        var output = new ArrayBufferWriter<byte>();
        new JsonToXmlConverter(options ?? Bare).Convert(json, output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    public static async Task<string> ToXmlByStream(byte[] json, JsonToXmlOptions options, int bytesPerRead)
    {
        using var output = new MemoryStream();
        await new JsonToXmlConverter(options).ConvertAsync(new TricklingStream(json, bytesPerRead), output, default);
        return Encoding.UTF8.GetString(output.ToArray());
    }

    public static string ToJson(string xml, XmlToJsonOptions? options = null) => ToJson(Encoding.UTF8.GetBytes(xml), options);

    public static string ToJson(byte[] xml, XmlToJsonOptions? options = null)
    {
        var output = new ArrayBufferWriter<byte>();
        new XmlToJsonConverter(options ?? new()).Convert(new ReadOnlySequence<byte>(xml), output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    public static async Task<string> ToJsonByStream(byte[] xml, XmlToJsonOptions options, int bytesPerRead)
    {
        using var output = new MemoryStream();
        await new XmlToJsonConverter(options).ConvertAsync(new TricklingStream(xml, bytesPerRead), output, default);
        return Encoding.UTF8.GetString(output.ToArray());
    }

    public static Fault Refused(Action convert) => Assert.Throws<FaultException>(convert).Fault;
}
