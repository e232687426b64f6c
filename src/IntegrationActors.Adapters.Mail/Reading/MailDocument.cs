using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using IntegrationActors.Formats.Mime;
using MimeKit;

namespace IntegrationActors.Adapters.Mail.Reading;

/// <summary>MIME as it came, and what it says. Contents are read from where the document is, so it lives until they are.</summary>
internal sealed class MailDocument : IAsyncDisposable
{
    private const int MaxDepth = 20;

    private readonly Stream _stream;

    private MailDocument(Payload bytes, Stream stream, MimeEntity entity) => (Bytes, _stream, Entity) = (bytes, stream, entity);

    public Payload Bytes { get; }

    public MimeEntity Entity { get; }

    /// <summary>Reads a document; owns its bytes from now on, whether it can be read or not.</summary>
    /// <exception cref="FaultException">IA3430, IA3431: it is no MIME, or has too many parts.</exception>
    public static async ValueTask<MailDocument> ReadAsync(Payload bytes, int maxParts, CancellationToken cancel)
    {
        Stream? stream = null;
        try
        {
            await using (var check = bytes.OpenRead())
            {
                MimeUnpacker.Check(check, maxParts, cancel);
            }

            stream = bytes.OpenRead();
            var options = ParserOptions.Default.Clone();
            options.MaxMimeDepth = MaxDepth;
            return new MailDocument(bytes, stream, await new MimeParser(options, stream, MimeFormat.Entity, persistent: true).ParseEntityAsync(cancel));
        }
        catch (Exception e)
        {
            await (stream?.DisposeAsync() ?? default);
            await bytes.DisposeAsync();
            throw e is FormatException ? MimeFaults.NotMime(Fault.Cut(e.Message), e) : e;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Entity.Dispose();
        await _stream.DisposeAsync();
        await Bytes.DisposeAsync();
    }
}
