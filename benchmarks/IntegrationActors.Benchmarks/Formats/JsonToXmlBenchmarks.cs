using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Xml;
using BenchmarkDotNet.Attributes;
using IntegrationActors.Formats.JsonToXml;

namespace IntegrationActors.Benchmarks.Formats;

/// <summary>JSON to XML in memory, against what is written by hand with the libraries of .NET.</summary>
[MemoryDiagnoser]
public class JsonToXmlBenchmarks
{
    private readonly JsonToXmlConverter _converter = new(new JsonToXmlOptions { Root = "order" });
    private readonly ArrayBufferWriter<byte> _output = new(4 * 1024 * 1024);

    private byte[] _json = [];

    [Params(8, 12_000)]
    public int Lines { get; set; }

    [GlobalSetup]
    public void Setup() => _json = SampleOrder.WithLines(Lines);

    [Benchmark]
    public int Converter()
    {
        _output.ResetWrittenCount();
        _converter.Convert(_json, _output);
        return _output.WrittenCount;
    }

    [Benchmark(Baseline = true)]
    public int JsonDocumentAndXmlWriter()
    {
        _output.ResetWrittenCount();
        using var document = JsonDocument.Parse(_json);
        using (var xml = XmlWriter.Create(new BufferStream(_output), new XmlWriterSettings { Encoding = new UTF8Encoding(false) }))
        {
            xml.WriteStartElement("order");
            Write(xml, document.RootElement);
            xml.WriteEndElement();
        }

        return _output.WrittenCount;
    }

    private static void Write(XmlWriter xml, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                WriteMembers(xml, value);
                break;
            case JsonValueKind.Null:
                break;
            case JsonValueKind.String:
                xml.WriteString(value.GetString());
                break;
            default:
                xml.WriteRaw(value.GetRawText());
                break;
        }
    }

    private static void WriteMembers(XmlWriter xml, JsonElement parent)
    {
        foreach (var member in parent.EnumerateObject())
        {
            if (member.Value.ValueKind != JsonValueKind.Array)
            {
                WriteElement(xml, member.Name, member.Value);
                continue;
            }

            foreach (var item in member.Value.EnumerateArray())
            {
                WriteElement(xml, member.Name, item);
            }
        }
    }

    private static void WriteElement(XmlWriter xml, string name, JsonElement value)
    {
        xml.WriteStartElement(name);
        Write(xml, value);
        xml.WriteEndElement();
    }
}
