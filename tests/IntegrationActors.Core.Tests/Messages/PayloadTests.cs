using System.Text;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;

namespace IntegrationActors.Core.Tests.Messages;

public sealed class PayloadTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("payload").FullName;

    private PayloadSpool Spool => new(_folder) { MemoryLimit = 4096, ViewLimit = 100_000 };

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4096)]
    [InlineData(4097)]
    [InlineData(90_000)]
    public async Task Gives_back_the_bytes_it_was_made_of_as_often_as_asked(int length)
    {
        var bytes = Bytes(length);
        await using var payload = Payload.FromStream(new MemoryStream(bytes), null, Spool);
        await payload.BufferAsync(default);

        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(bytes, (await payload.ReadBytesAsync(default)).ToArray());
            var copy = new MemoryStream();
            await payload.CopyToAsync(copy, default);
            Assert.Equal(bytes, copy.ToArray());
        }

        Assert.Equal(length, payload.Length);
    }

    [Fact]
    public async Task Moves_a_large_body_to_a_file_that_no_copy_of_the_folder_holds()
    {
        var payload = Payload.FromStream(new MemoryStream(Bytes(50_000)), null, Spool);
        await payload.BufferAsync(default);
        var second = payload.Share();

        await payload.DisposeAsync();

        Assert.False(second.TryGetMemory(out _));
        Assert.Empty(Directory.GetFiles(_folder));
        Assert.Equal(Bytes(50_000), (await second.ReadBytesAsync(default)).ToArray());
        await second.DisposeAsync();
        Assert.Throws<ObjectDisposedException>(() => second.OpenRead());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20_000)]
    [InlineData(90_000)]
    public async Task Of_a_large_body_what_its_first_reader_reads_is_kept_and_the_rest_when_it_is_done(int read)
    {
        var source = new MemoryStream(Bytes(90_000));
        await using var payload = Payload.FromStream(source, 90_000, Spool);
        await payload.BufferWhileReadAsync(default);
        Assert.Equal((0, false), (source.Position, payload.IsBuffered));
        var seen = new byte[read];
        await using (var reader = payload.OpenRead())
        {
            await reader.ReadExactlyAsync(seen);
        }

        await payload.BufferAsync(default);

        Assert.Equal(Bytes(90_000)[..read], seen);
        Assert.Equal(Bytes(90_000), (await payload.ReadBytesAsync(default)).ToArray());
        Assert.True(payload.IsBuffered);
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public async Task A_second_reader_of_a_large_body_begins_with_what_the_first_one_read()
    {
        await using var payload = Payload.FromStream(new MemoryStream(Bytes(90_000)), null, Spool);
        await payload.BufferWhileReadAsync(default);
        await using (var first = payload.OpenRead())
        {
            await first.ReadExactlyAsync(new byte[50_000]);
        }

        var copy = new MemoryStream();
        await payload.CopyToAsync(copy, default);

        Assert.Equal(Bytes(90_000), copy.ToArray());
        Assert.Throws<InvalidOperationException>(() => payload.OpenRead());
    }

    [Fact]
    public async Task A_large_body_that_broke_under_its_first_reader_is_never_taken_for_whole()
    {
        await using var payload = Payload.FromStream(new OnceBrokenStream(20_000), null, Spool);
        await payload.BufferWhileReadAsync(default);
        await using (var first = payload.OpenRead())
        {
            await first.ReadExactlyAsync(new byte[20_000]);
            await Assert.ThrowsAsync<IOException>(async () => await first.ReadExactlyAsync(new byte[1]));
        }

        await Assert.ThrowsAsync<IOException>(async () => await payload.BufferAsync(default));
        Assert.False(payload.IsBuffered);
    }

    [Fact]
    public async Task A_small_body_is_buffered_at_once()
    {
        await using var payload = Payload.FromStream(new MemoryStream(Bytes(4096)), 4096, Spool);

        await payload.BufferWhileReadAsync(default);

        Assert.True(payload.IsBuffered);
    }

    [Fact]
    public async Task A_reader_of_a_large_body_may_outlive_it_and_seek()
    {
        var payload = Payload.FromStream(new MemoryStream(Bytes(300_000)), null, Spool);
        await payload.BufferAsync(default);
        await using var reader = payload.OpenRead();
        await payload.DisposeAsync();

        reader.Seek(-10, SeekOrigin.End);
        var tail = new byte[20];

        Assert.Equal(10, await reader.ReadAsync(tail));
        Assert.Equal(Bytes(300_000)[^10..], tail[..10]);
        Assert.Equal(300_000, reader.Position);
        Assert.Equal(0, reader.Read(tail));
    }

    [Fact]
    public async Task Hands_an_unread_stream_on_without_a_copy()
    {
        var source = new MemoryStream(Bytes(50_000));
        await using var payload = Payload.FromStream(source, 50_000, Spool);

        Assert.Same(source, payload.OpenRead());
        Assert.Throws<InvalidOperationException>(() => payload.OpenRead());
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public async Task Removes_the_file_of_a_body_whose_sender_broke_off()
    {
        var payload = Payload.FromStream(new BrokenStream(20_000), null, Spool);

        await Assert.ThrowsAsync<IOException>(async () => await payload.BufferAsync(default));

        await payload.DisposeAsync();
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public void Reads_text_in_its_encoding_without_the_mark()
    {
        Assert.Equal("äß", Payload.FromBytes(Encoding.Latin1.GetBytes("äß"), Encoding.Latin1).AsText());
        Assert.Equal("a", Payload.FromBytes(Encoding.UTF8.GetPreamble().Concat("a"u8.ToArray()).ToArray()).AsText());
    }

    [Fact]
    public async Task Refuses_to_read_as_a_whole_what_is_larger_than_the_limit()
    {
        await using var payload = Payload.FromStream(new MemoryStream(Bytes(200_000)), null, Spool);
        await payload.BufferAsync(default);

        Assert.Equal("IA3010", Assert.Throws<FaultException>(() => payload.AsText()).Fault.Code);
    }

    [Fact]
    public void Parses_json_and_xml_once()
    {
        var json = Payload.FromText("""{"id":7}""");
        var xml = Payload.FromText("<a><b>7</b></a>");

        Assert.Equal(7, json.AsJson().GetProperty("id").GetInt32());
        Assert.Same(xml.AsXml(), xml.AsXml());
    }

    [Theory]
    [InlineData("{", "IA3011")]
    [InlineData("[1,]", "IA3011")]
    public void Says_what_is_wrong_with_json(string text, string code) =>
        Assert.Equal(code, Assert.Throws<FaultException>(() => Payload.FromText(text).AsJson()).Fault.Code);

    [Fact]
    public void Refuses_json_that_nests_a_hundred_thousand_levels() =>
        Assert.Throws<FaultException>(() => Payload.FromText(new string('[', 100_000) + new string(']', 100_000)).AsJson());

    [Theory]
    [InlineData("<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>")]
    [InlineData("<!DOCTYPE a [<!ENTITY x 'y'><!ENTITY z '&x;&x;'>]><a>&z;</a>")]
    [InlineData("<a>")]
    [InlineData("")]
    public void Refuses_xml_with_a_dtd_or_without_an_end(string text) =>
        Assert.Equal("IA3012", Assert.Throws<FaultException>(() => Payload.FromText(text).AsXml()).Fault.Code);

    [Theory]
    [InlineData("<a>", "</a>")]
    [InlineData("<a b=\"/>\">", "</a>")]
    [InlineData("<a><!-- </a> -->", "</a>")]
    [InlineData("<a><![CDATA[</a>]]>", "</a>")]
    [InlineData("<a b='>'>", "</a>")]
    public void Refuses_xml_that_nests_a_hundred_thousand_levels(string open, string close)
    {
        var text = string.Concat(Enumerable.Repeat(open, 100_000)) + string.Concat(Enumerable.Repeat(close, 100_000));

        Assert.Equal("IA3012", Assert.Throws<FaultException>(() => Payload.FromText(text).AsXml()).Fault.Code);
    }

    [Fact]
    public void Accepts_flat_xml_with_many_empty_elements()
    {
        var text = "<a>" + string.Concat(Enumerable.Repeat("<b/><c d='/>'/><!-- x -->", 2000)) + "</a>";

        Assert.NotNull(Payload.FromText(text).AsXml());
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        new Random(42).NextBytes(bytes);
        return bytes;
    }

    private sealed class BrokenStream(int length) : MemoryStream(new byte[length])
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await base.ReadAsync(buffer, cancellationToken);
            return read > 0 ? read : throw new IOException("connection reset");
        }
    }

    /// <summary>Breaks, and then looks as if it had come to its end.</summary>
    private sealed class OnceBrokenStream(int length) : MemoryStream(new byte[length])
    {
        private bool _isBroken;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (await base.ReadAsync(buffer, cancellationToken) is > 0 and var read)
            {
                return read;
            }

            if (_isBroken)
            {
                return 0;
            }

            _isBroken = true;
            throw new IOException("connection reset");
        }
    }
}
