using System.Text;
using IntegrationActors.Core.Messages;
using IntegrationActors.Formats.Splitting;
using IntegrationActors.Steps.Tests.Support;

namespace IntegrationActors.Steps.Tests.Splitter;

/// <summary>Bodies far larger than what is held in memory; how much is held is seen while the parts are read.</summary>
[Collection(nameof(Alone))]
public sealed class SplitterMemoryTests
{
    private const int Megabytes = 96;

    [Theory]
    [InlineData("json", "[", "{\"id\":1,\"text\":\"blue and green\"},", "0]")]
    [InlineData("xml", "<o>", "<r><id>1</id><text>blue and green</text></r>", "</o>")]
    [InlineData("csv", "id,text\n", "1,\"blue\nand green\"\n", "")]
    [InlineData("lines", "", "blue and green, one after the other\n", "")]
    public async Task A_document_of_any_size_is_split_in_little_memory(string syntax, string head, string record, string tail)
    {
        var count = Megabytes * 1024 * 1024 / record.Length;
        using var document = new RepeatedStream(Encoding.UTF8.GetBytes(head), Encoding.UTF8.GetBytes(record), count, Encoding.UTF8.GetBytes(tail));
        using PartReader reader = syntax switch
        {
            "json" => new JsonPartReader(document, []),
            "xml" => new XmlPartReader(document, new XmlPath([("", "o"), ("", "r")], isAnywhere: false), hasEnvelope: false),
            "csv" => new CsvPartReader(document, ',', '"', hasHeader: true),
            _ => new TokenPartReader(document, null),
        };
        await using var target = new PayloadWriter(TestSpool.Instance);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var parts = 0;
        var most = 0L;

        while (await reader.ReadAsync(target, 1000, CancellationToken.None) is var read and > 0)
        {
            parts += read;
            most = long.Max(most, GC.GetTotalMemory(forceFullCollection: false) - before);
        }

        Assert.Equal(count + (syntax == "json" ? 1 : 0), parts);
        Assert.InRange(most, long.MinValue, 48L * 1024 * 1024);
    }

    [Fact]
    public void An_interchange_of_any_size_is_split_in_little_memory()
    {
        const string Message = "UNH+1+ORDERS:D:96A:UN'BGM+220+PO-1'FTX+AAI+++blue and green, one after the other'UNS+S'UNT+5+1'";
        var count = Megabytes * 1024 * 1024 / Message.Length;
        var path = Path.Combine(TestSpool.Instance.Directory, Guid.NewGuid().ToString("N"));
        using (var file = File.Create(path))
        using (var document = new RepeatedStream(
            Encoding.ASCII.GetBytes("UNB+UNOC:3+S+R+261128:0930+4711'"), Encoding.ASCII.GetBytes(Message), count, Encoding.ASCII.GetBytes($"UNZ+{count}+4711'")))
        {
            document.CopyTo(file);
        }

        using var edi = File.OpenRead(path);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var inspection = Assert.Single(Formats.EdiSplitting.EdiInspection.All(edi, new(), CancellationToken.None));
        edi.Position = 0;
        using var parts = new Formats.EdiSplitting.EdiPartReader(edi, inspection, CancellationToken.None);
        var (read, most) = (0, GC.GetTotalMemory(forceFullCollection: false) - before);
        var target = new System.Buffers.ArrayBufferWriter<byte>();
        while (parts.MoveNext())
        {
            target.ResetWrittenCount();
            parts.Write(target, null, null);
            most = read++ % 1000 == 0 ? long.Max(most, GC.GetTotalMemory(forceFullCollection: false) - before) : most;
        }

        Assert.Equal((count, (long)count), (read, inspection.Messages));
        Assert.InRange(most, long.MinValue, 48L * 1024 * 1024);
        File.Delete(path);
    }

    /// <summary>A head, a record again and again, a tail.</summary>
    private sealed class RepeatedStream(byte[] head, byte[] record, int count, byte[] tail) : Stream
    {
        private byte[] _current = head;
        private int _at;
        private int _left = count + 1;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            var written = 0;
            while (written < buffer.Length && (_at < _current.Length || Next()))
            {
                var length = int.Min(buffer.Length - written, _current.Length - _at);
                _current.AsSpan(_at, length).CopyTo(buffer[written..]);
                (_at, written) = (_at + length, written + length);
            }

            return written;
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        private bool Next()
        {
            if (_left < 0)
            {
                return false;
            }

            _at = 0;
            _current = --_left > 0 ? record : tail;
            _left -= _left == 0 ? 1 : 0;
            return _current.Length > 0 || Next();
        }
    }
}
