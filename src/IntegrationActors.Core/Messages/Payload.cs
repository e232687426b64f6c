using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using System.Xml.XPath;
using IntegrationActors.Core.Messages.Content;

namespace IntegrationActors.Core.Messages;

/// <summary>
/// The body of a message: bytes that are read as stream, text, JSON or XML, each view parsed once. A payload never changes; a step replaces it.
/// It starts as bytes in pooled memory, as a file, or as a stream of a sender that nobody has read yet. An unread stream is handed on as it is
/// (a body of gigabytes passes in constant memory); whoever needs the bytes more than once calls <see cref="BufferAsync"/> first.
/// Owned by the message that holds it; <see cref="Share"/> adds an owner, <see cref="DisposeAsync"/> gives one up.
/// </summary>
public sealed class Payload : IAsyncDisposable
{
    private PayloadContent _content;
    private string? _text;
    private JsonDocument? _json;
    private XPathDocument? _xml;
    private int _owners = 1;

    internal Payload(PayloadContent content, Encoding? encoding = null)
    {
        _content = content;
        Encoding = encoding ?? Encoding.UTF8;
    }

    public static Payload Empty { get; } = new(new MemoryContent(default));

    /// <summary>Length in bytes; null while an unread stream has not said how long it is.</summary>
    public long? Length => _content.Length;

    /// <summary>True when nothing has to be awaited to read the body: it is in memory or in a file.</summary>
    public bool IsBuffered => _content is not UnreadContent;

    public bool IsEmpty => _content.Length == 0;

    /// <summary>The body is one JSON document in UTF-8, by the hand of whoever wrote it: it need not be checked again. False says nothing.</summary>
    public bool IsKnownJson { get; internal init; }

    /// <summary>Character encoding of the text view. Default UTF-8. XML and JSON detect their own.</summary>
    public Encoding Encoding { get; }

    /// <summary>The bytes, when they are in memory.</summary>
    public bool TryGetMemory(out ReadOnlyMemory<byte> memory)
    {
        var content = Bytes as MemoryContent;
        memory = content is null ? default : content.Memory;
        return content is not null;
    }

    /// <summary>Bytes that the caller keeps unchanged for as long as the payload lives.</summary>
    public static Payload FromBytes(ReadOnlyMemory<byte> bytes, Encoding? encoding = null) =>
        bytes.IsEmpty ? Empty : new Payload(new MemoryContent(bytes), encoding);

    /// <summary>The first bytes of an array of the shared pool; it goes back there with the payload.</summary>
    public static Payload FromRented(byte[] rented, int length, Encoding? encoding = null) =>
        new(new MemoryContent(rented.AsMemory(0, length), rented), encoding);

    public static Payload FromText(string text) => text.Length == 0 ? Empty : new Payload(new MemoryContent(Encoding.UTF8.GetBytes(text))) { _text = text };

    /// <summary>A stream that can be read once.</summary>
    /// <param name="stream">Read by whoever needs the body first; disposed with the payload.</param>
    /// <param name="length">Length in bytes if known.</param>
    /// <param name="spool">Where the bytes go when somebody needs them twice.</param>
    /// <param name="owner">Disposed with the payload, such as the response that the stream belongs to.</param>
    /// <param name="encoding">Encoding of the text view; null is UTF-8.</param>
    public static Payload FromStream(Stream stream, long? length, PayloadSpool spool, IDisposable? owner = null, Encoding? encoding = null) =>
        new(new UnreadContent(stream, length, spool, owner), encoding);

    /// <summary>A document that is there as it is, and as bytes when somebody asks for them.</summary>
    /// <param name="document">The document.</param>
    /// <param name="spool">Where the bytes go when they are many.</param>
    public static Payload FromDocument(PayloadDocument document, PayloadSpool spool) => new(new DocumentContent(document, spool));

    /// <summary>Adds an owner: the payload lives until each owner has disposed of it. Only a buffered payload can be shared.</summary>
    public Payload Share()
    {
        if (!IsBuffered)
        {
            throw new InvalidOperationException("Buffer the payload before sharing it: an unread stream has one reader.");
        }

        Interlocked.Increment(ref _owners);
        return this;
    }

    /// <summary>Makes the body readable any number of times: pulls an unread stream into pooled memory, or into a file above the spool's threshold.</summary>
    public ValueTask BufferAsync(CancellationToken cancel) => _content is UnreadContent stream ? PullAsync(stream, cancel) : default;

    /// <summary>
    /// As <see cref="BufferAsync"/>, but of an unread stream that is large what its first reader reads is kept, so that reading and what follows from it go on side by side. Whoever else wants the body calls
    /// <see cref="BufferAsync"/> when that reader is done, which keeps the rest.
    /// </summary>
    public ValueTask BufferWhileReadAsync(CancellationToken cancel)
    {
        if (_content is not UnreadContent { IsLarge: true } unread)
        {
            return BufferAsync(cancel);
        }

        unread.Keep();
        return default;
    }

    /// <summary>A stream over the body. Of an unread stream there is one; afterwards the payload is spent.</summary>
    public Stream OpenRead() => _content.OpenRead();

    public ValueTask CopyToAsync(PipeWriter target, CancellationToken cancel) => Bytes.CopyToAsync(target, cancel);

    public ValueTask CopyToAsync(Stream target, CancellationToken cancel) => Bytes.CopyToAsync(target, cancel);

    /// <summary>The body as text; <see cref="BufferAsync"/> first.</summary>
    /// <exception cref="Exchanges.FaultException">IA3010 when the body is larger than <see cref="PayloadSpool.ViewLimit"/>.</exception>
    public string AsText() => _text ??= Bytes.Read(bytes => Encoding.GetString(WithoutMark(bytes)));

    /// <summary>The body as JSON (RFC 8259); <see cref="BufferAsync"/> first. The element is valid until the payload is disposed.</summary>
    /// <exception cref="Exchanges.FaultException">IA3011 when the body is not JSON, or nested too deep.</exception>
    public JsonElement AsJson() => (_json ??= JsonView.Parse(Bytes)).RootElement;

    /// <summary>True when <see cref="AsJson"/> costs nothing any more.</summary>
    public bool HasJson => _json is not null;

    /// <summary>The body as XML 1.0 without DTD, for XPath and XSLT; <see cref="BufferAsync"/> first.</summary>
    /// <exception cref="Exchanges.FaultException">IA3012 when the body is not XML, has a DTD, or is nested too deep.</exception>
    public XPathDocument AsXml() => _xml ??= XmlView.Parse(Bytes);

    /// <summary>A navigator at the root of the body as XML, for paths: over the tree that the body was made as, else over <see cref="AsXml"/>.</summary>
    /// <exception cref="Exchanges.FaultException">IA3012, as for <see cref="AsXml"/>.</exception>
    public XPathNavigator NavigateXml() => _content is DocumentContent { Document: PayloadTree tree } ? tree.Navigate() : AsXml().CreateNavigator();

    /// <summary>The record as which the body was made; null when it was made as anything else.</summary>
    public PayloadRecord? Record => (_content as DocumentContent)?.Document as PayloadRecord;

    public async ValueTask<string> ReadTextAsync(CancellationToken cancel)
    {
        await BufferAsync(cancel);
        return AsText();
    }

    /// <summary>All bytes in one piece; for bodies up to <see cref="PayloadSpool.ViewLimit"/>.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> ReadBytesAsync(CancellationToken cancel)
    {
        await BufferAsync(cancel);
        return Bytes is MemoryContent m ? m.Memory : Bytes.Read(static bytes => bytes.ToArray());
    }

    public ValueTask DisposeAsync()
    {
        if (ReferenceEquals(this, Empty) || Interlocked.Decrement(ref _owners) != 0)
        {
            return default;
        }

        _json?.Dispose();
        return _content.DisposeAsync();
    }

    private async ValueTask PullAsync(UnreadContent unread, CancellationToken cancel)
    {
        _content = await unread.PullAsync(cancel);
        await unread.DisposeAsync();
    }

    private PayloadContent Bytes => _content is DocumentContent document ? document.Written : _content;

    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> bytes) => bytes.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;
}
