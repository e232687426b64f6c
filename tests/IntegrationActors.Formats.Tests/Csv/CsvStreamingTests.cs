using System.Buffers;
using System.Text;
using IntegrationActors.Formats.CsvToJson;
using IntegrationActors.Formats.CsvToXml;
using IntegrationActors.Formats.JsonToCsv;
using IntegrationActors.Formats.XmlToCsv;

namespace IntegrationActors.Formats.Tests.Csv;

/// <summary>Documents far larger than what a conversion may hold.</summary>
public sealed class CsvStreamingTests
{
    private const int Records = 100_000;
    private const int AllowedMemory = 16 * 1024 * 1024;
    private static readonly string Value = new('v', 300);

    [Fact]
    public void CSV_becomes_XML_and_JSON_without_keeping_rows()
    {
        foreach (var convert in new Action<Stream, IBufferWriter<byte>>[] { (csv, output) => new CsvToJsonConverter(new()).Convert(csv, output, default), (csv, output) => new CsvToXmlConverter(new()).Convert(csv, output, default) })
        {
            using var csv = Csv();
            var before = GC.GetAllocatedBytesForCurrentThread();

            convert(csv, new Discarded());

            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(allocated < AllowedMemory, $"{allocated} bytes for {csv.Given}");
        }
    }

    [Fact]
    public void XML_becomes_CSV_without_keeping_records()
    {
        using var xml = new GeneratedStream("<rows>"u8.ToArray(), Encoding.UTF8.GetBytes($"<row><a>{Value}</a><b>1</b></row>"), Records, "</rows>"u8.ToArray());
        var output = new LagStream(xml, 0.9);

        new XmlToCsvConverter(new()).Convert(xml, output, default);

        Assert.True(output.StartedBeforeTheEnd);
        Assert.True(output.LargestLag < AllowedMemory, $"{output.LargestLag} bytes behind");
    }

    [Fact]
    public void JSON_becomes_CSV_without_keeping_records()
    {
        using var json = new GeneratedStream("[{}"u8.ToArray(), Encoding.UTF8.GetBytes($",{{\"a\":\"{Value}\",\"b\":1}}"), Records, "]"u8.ToArray());
        var output = new LagStream(json, 0.9);

        new JsonToCsvConverter(new() { Rows = new() { Fields = ["a", "b"] } }).Convert(json, output, default);

        Assert.True(output.StartedBeforeTheEnd);
        Assert.True(output.LargestLag < AllowedMemory, $"{output.LargestLag} bytes behind");
    }

    [Fact]
    public void A_cancelled_conversion_stops()
    {
        using var csv = Csv();
        using var cancel = new CancellationTokenSource();
        cancel.Cancel();

        Assert.Throws<OperationCanceledException>(() => new CsvToJsonConverter(new()).Convert(csv, new ArrayBufferWriter<byte>(), cancel.Token));
    }

    private static GeneratedStream Csv() => new("a,b\n"u8.ToArray(), Encoding.UTF8.GetBytes($"{Value},\"1\"\n"), Records, []);

    private sealed class Discarded : IBufferWriter<byte>
    {
        private byte[] _buffer = new byte[64 * 1024];

        public void Advance(int count)
        {
            // Nothing is kept.
        }

        public Memory<byte> GetMemory(int sizeHint = 0) => _buffer = _buffer.Length >= sizeHint ? _buffer : new byte[sizeHint];

        public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;
    }
}
