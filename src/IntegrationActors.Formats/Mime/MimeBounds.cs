using MimeKit;

namespace IntegrationActors.Formats.Mime;

/// <summary>Reads a document once without keeping anything of it, and refuses what would make too many objects.</summary>
internal sealed class MimeBounds(ParserOptions options, Stream mime, int maxParts) : MimeReader(options, mime, MimeFormat.Entity)
{
    private const int MaxHeaders = 10_000;

    private int _parts;
    private int _headers;

    protected override void OnHeaderRead(Header header, int beginLineNumber, CancellationToken cancellationToken)
    {
        if (++_headers > MaxHeaders)
        {
            throw MimeFaults.TooMany("headers", MaxHeaders);
        }
    }

    protected override void OnMimePartBegin(ContentType contentType, long beginOffset, int beginLineNumber, CancellationToken cancellationToken) => Count();

    protected override void OnMessagePartBegin(ContentType contentType, long beginOffset, int beginLineNumber, CancellationToken cancellationToken) => Count();

    protected override void OnMultipartBegin(ContentType contentType, long beginOffset, int beginLineNumber, CancellationToken cancellationToken) => Count();

    private void Count()
    {
        if (++_parts > maxParts)
        {
            throw MimeFaults.TooMany("parts", maxParts);
        }
    }
}
