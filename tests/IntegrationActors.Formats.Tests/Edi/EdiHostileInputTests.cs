using System.Buffers;
using System.Text;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Formats.EdiToXml;
using IntegrationActors.Formats.EdiValidation;
using IntegrationActors.Formats.XmlToEdi;

namespace IntegrationActors.Formats.Tests.Edi;

/// <summary>Content that is made to take memory or time, and content larger than memory.</summary>
[Collection(nameof(Alone))]
public sealed class EdiHostileInputTests
{
    private const int AllowedMemory = 32 * 1024 * 1024;

    private const string Header = "UNB+UNOC:3+A+B+261128:0930+1'UNH+1+ORDERS:D:96A:UN'";

    [Theory]
    [InlineData("FTX+", "aaaaaaaa", "IA3493")]
    [InlineData("FTX+", "?'?'?'?'", "IA3493")]
    [InlineData("FTX+", "++++++++", "IA3493")]
    [InlineData("FTX", "+a+a+a+a", "IA3493")]
    [InlineData("FTX+", "a:a:a:a:", "IA3493")]
    [InlineData("", "        ", "IA3491")]
    public void Hundreds_of_megabytes_without_end_are_refused_in_little_memory(string start, string endless, string code)
    {
        using var edi = new GeneratedStream(Encoding.ASCII.GetBytes(Header + start), Encoding.ASCII.GetBytes(endless), 30_000_000, []);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var fault = Assert.Throws<FaultException>(() => new EdiToXmlConverter(new()).Convert(edi, new Discarded(), default)).Fault;

        Assert.Equal(code, fault.Code);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, AllowedMemory);
    }

    [Fact]
    public void A_million_elements_in_a_long_segment_are_refused()
    {
        var edi = Header + "FTX" + string.Concat(Enumerable.Repeat("+a", 1_000_000)) + "'";

        Assert.Equal("IA3493", EdiConvert.FaultOf(edi, EdiConvert.Reading(new() { MaxSegmentSize = 16 * 1024 * 1024 })).Code);
    }

    [Fact]
    public void More_segments_than_allowed_are_refused() =>
        Assert.Contains("more than 3 segments", EdiConvert.FaultOf(EdiSamples.OrdersD96A, EdiConvert.Reading(new() { MaxSegments = 3 })).Message, StringComparison.Ordinal);

    [Fact]
    public void An_interchange_of_200_MB_becomes_XML_in_constant_memory()
    {
        var line = "LIN+1++4000862141404:EN'QTY+21:48:PCE'FTX+AAI+++" + new string('x', 400) + "'";
        var count = 200 * 1024 * 1024 / line.Length;
        using var edi = new GeneratedStream(Encoding.ASCII.GetBytes(Header), Encoding.ASCII.GetBytes(line), count, Encoding.ASCII.GetBytes($"UNT+{(3 * count) + 2}+1'UNZ+1+1'"));
        var output = new Discarded();
        var most = Largest(output);

        new EdiToXmlConverter(new()).Convert(edi, output, default);

        Assert.InRange(edi.Given, 200L * 1024 * 1024 - 1000, long.MaxValue);
        Assert.InRange(most(), long.MinValue, AllowedMemory);
    }

    [Fact]
    public void XML_of_any_size_becomes_an_interchange_in_constant_memory()
    {
        const string Unb = "<Interchange><S_UNB><C_S001><D_0001>UNOC</D_0001><D_0002>3</D_0002></C_S001><D_0020>1</D_0020></S_UNB><M_ORDERS><S_UNH><D_0062>1</D_0062></S_UNH>";
        var record = $"<S_FTX><E_01>AAI</E_01><E_04>{new string('x', 900)}</E_04></S_FTX>";
        using var xml = new GeneratedStream(Encoding.ASCII.GetBytes(Unb), Encoding.ASCII.GetBytes(record), 60_000, "</M_ORDERS></Interchange>"u8.ToArray());
        var output = new Discarded();
        var most = Largest(output);

        new XmlToEdiConverter(new()).Convert(xml, output, default);

        Assert.InRange(most(), long.MinValue, AllowedMemory);
    }

    [Fact]
    public void A_cancelled_reading_stops()
    {
        using var cancel = new CancellationTokenSource();
        cancel.Cancel();
        using var edi = new GeneratedStream(Encoding.ASCII.GetBytes(Header), "FTX+a'"u8.ToArray(), 1_000_000, []);

        Assert.Throws<OperationCanceledException>(() => new EdiToXmlConverter(new()).Convert(edi, new Discarded(), cancel.Token));
        Assert.Throws<OperationCanceledException>(() => new EdiValidator(new()).Validate(edi, 50, cancel.Token));
    }

    // What lives while the output is taken, beyond what lived before.
    private static Func<long> Largest(Discarded output)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var most = 0L;
        output.OnTaken = () => most = long.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
        return () => most;
    }

    private sealed class Discarded : IBufferWriter<byte>
    {
        private const long Step = 16L * 1024 * 1024;

        private byte[] _buffer = new byte[64 * 1024];
        private long _taken;

        public Action? OnTaken { get; set; }

        public void Advance(int count)
        {
            if ((_taken + count) / Step > _taken / Step)
            {
                OnTaken?.Invoke();
            }

            _taken += count;
        }

        public Memory<byte> GetMemory(int sizeHint = 0) => _buffer = _buffer.Length >= sizeHint ? _buffer : new byte[sizeHint];

        public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;
    }
}
