using BenchmarkDotNet.Attributes;
using IntegrationActors.Formats.JsonToXml;
using IntegrationActors.Formats.XmlToJson;

namespace IntegrationActors.Benchmarks.Formats;

/// <summary>Both directions as a stream, a megabyte each.</summary>
[MemoryDiagnoser]
public class ConversionStreamBenchmarks
{
    private static readonly JsonToXmlConverter ToXml = new(new JsonToXmlOptions { Root = "order" });
    private static readonly XmlToJsonConverter ToJson = new(new XmlToJsonOptions());
    private static readonly XmlToJsonConverter ToJsonStreaming = new(new XmlToJsonOptions { Streaming = true, ArrayPaths = ["/order/lines"] });

    private readonly byte[] _json = SampleOrder.WithLines(12_000);
    private byte[] _xml = [];

    [GlobalSetup]
    public async Task Setup()
    {
        using var xml = new MemoryStream();
        await ToXml.ConvertAsync(new MemoryStream(_json), xml, CancellationToken.None);
        _xml = xml.ToArray();
    }

    [Benchmark]
    public Task JsonToXml() => ToXml.ConvertAsync(new MemoryStream(_json), Stream.Null, CancellationToken.None);

    [Benchmark]
    public Task XmlToJsonStreaming() => ToJsonStreaming.ConvertAsync(new MemoryStream(_xml), Stream.Null, CancellationToken.None);

    [Benchmark]
    public Task XmlToJsonBuffered() => ToJson.ConvertAsync(new MemoryStream(_xml), Stream.Null, CancellationToken.None);
}
