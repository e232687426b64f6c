using System.Buffers;
using System.Xml.XPath;
using IntegrationActors.Core.Messages;

namespace IntegrationActors.Core.Tests.Messages;

public sealed class PayloadDocumentTests
{
    private static readonly PayloadSpool Spool = new(Path.GetTempPath());

    [Fact]
    public async Task A_path_is_followed_without_bytes()
    {
        var document = new CountedDocument();
        await using var payload = Payload.FromDocument(document, Spool);

        Assert.Equal("1", payload.NavigateXml().SelectSingleNode("/a/b")!.Value);

        Assert.True(payload.IsBuffered);
        Assert.Null(payload.Record);
        Assert.Equal(0, document.Writes);
    }

    [Fact]
    public async Task The_bytes_are_written_once_for_all_who_ask()
    {
        var document = new CountedDocument();
        await using var payload = Payload.FromDocument(document, Spool);

        Assert.Equal(15, payload.Length);
        Assert.Equal("<a><b>1</b></a>", payload.AsText());
        Assert.True(payload.TryGetMemory(out var memory));
        Assert.Equal("<a><b>1</b></a>"u8.ToArray(), memory.ToArray());
        Assert.Equal("1", payload.AsXml().CreateNavigator().Value);
        var copy = new MemoryStream();
        await payload.CopyToAsync(copy, default);
        Assert.Equal(15, copy.Length);
        Assert.Equal(1, document.Writes);
    }

    [Fact]
    public async Task Owners_that_ask_at_the_same_time_get_the_same_bytes()
    {
        var document = new CountedDocument();
        await using var payload = Payload.FromDocument(document, Spool);

        await Parallel.ForEachAsync(Enumerable.Range(0, 50), async (_, cancel) =>
        {
            await using var mine = payload.Share();
            Assert.Equal("<a><b>1</b></a>"u8.ToArray(), (await mine.ReadBytesAsync(cancel)).ToArray());
        });

        Assert.Equal(1, document.Writes);
    }

    [Fact]
    public async Task What_was_given_up_is_not_written_any_more()
    {
        var document = new CountedDocument();
        var payload = Payload.FromDocument(document, Spool);

        await payload.DisposeAsync();

        Assert.Throws<ObjectDisposedException>(() => payload.Length);
        Assert.Equal(0, document.Writes);
    }

    private sealed class CountedDocument : PayloadTree
    {
        private int _writes;

        public int Writes => _writes;

        public override XPathNavigator Navigate() => new XPathDocument(SafeXml.CreateReader(new MemoryStream("<a><b>1</b></a>"u8.ToArray()))).CreateNavigator();

        public override void WriteTo(IBufferWriter<byte> target)
        {
            Interlocked.Increment(ref _writes);
            target.Write("<a><b>1</b></a>"u8);
        }
    }
}
