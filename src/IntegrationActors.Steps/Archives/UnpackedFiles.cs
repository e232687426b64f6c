using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using IntegrationActors.Formats.Archives;

namespace IntegrationActors.Steps.Archives;

/// <summary>Collects the files of an archive that a step wants: one for the body, and others as attachments. The message gets them when all of them are there.</summary>
internal sealed class UnpackedFiles(ArchiveReadingOptions options, PayloadSpool spool) : IUnpackTarget, IAsyncDisposable
{
    /// <summary>Header with the name of the file that became the body.</summary>
    public const string FileNameHeader = "CamelFileName";

    private const string NoSuchFile = "IA3426";

    private readonly List<(string Name, PayloadWriter Content)> _files = [];
    private int _chosen;
    private int _body = -1;

    public Stream? Begin(string name)
    {
        var isChosen = options.Entry is null ? !options.Attachments || _files.Count == 0 : EntryName.Fits(name, options.Entry);
        if (isChosen && ++_chosen > 1)
        {
            throw Refused();
        }

        if (!isChosen && !options.Attachments)
        {
            return null;
        }

        _body = isChosen ? _files.Count : _body;
        var content = new PayloadWriter(spool);
        _files.Add((name, content));
        return new OpenWriter(content);
    }

    /// <summary>Hands the files to the message.</summary>
    /// <exception cref="FaultException">IA3426: no file fits.</exception>
    public async ValueTask<Outcome> GiveToAsync(Exchange exchange)
    {
        if (_body < 0)
        {
            throw Refused();
        }

        foreach (var (name, content) in _files.Where((_, i) => i != _body))
        {
            exchange.Message.Attachments.Add(new Attachment(AttachmentNames.Free(name, exchange.Message), "application/octet-stream", content.ToPayload()));
        }

        await exchange.ReplaceBodyAsync(_files[_body].Content.ToPayload());
        exchange.Headers.Set("Content-Type", options.ContentType);
        exchange.Headers.Set(FileNameHeader, _files[_body].Name);
        return Outcome.Next;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (_, content) in _files)
        {
            await content.DisposeAsync();
        }
    }

    private FaultException Refused() => new(_chosen == 0
        ? new Fault(NoSuchFile, options.Entry is null ? "The archive has no file." : $"The archive has no file '{options.Entry}'.", "Correct entry; * stands for characters within a folder, **/ in front for every folder.")
        : new Fault(NoSuchFile, options.Entry is null ? "The archive has more than one file." : $"More than one file of the archive is called '{options.Entry}'.", "Set entry to the name or pattern of the one that is wanted, or split the archive with a splitter."));

    /// <summary>What the unpacker closes: the payload behind it stays open until it is taken.</summary>
    private sealed class OpenWriter(PayloadWriter inner) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => inner.Length;

        public override long Position { get => inner.Length; set => throw new NotSupportedException(); }

        public override void Write(ReadOnlySpan<byte> buffer) => inner.Write(buffer);

        public override void Write(byte[] buffer, int offset, int count) => inner.Write(buffer, offset, count);

        public override void Flush() => inner.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
