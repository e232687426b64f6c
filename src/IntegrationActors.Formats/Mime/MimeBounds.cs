using MimeKit;

namespace IntegrationActors.Formats.Mime;

/// <summary>Reads a document once without keeping anything of it, and refuses what would make too many objects.</summary>
internal sealed class MimeBounds(Stream mime, int maxParts) : MimeReader(ParsingOptions(), mime, MimeFormat.Entity)
{
    private const int MaxDepth = 20;
    private const int MaxHeaders = 10_000;

    private int _parts;
    private int _headers;

    /// <summary>How documents are read, here and when they are kept.</summary>
    public static ParserOptions ParsingOptions()
    {
        var options = ParserOptions.Default.Clone();
        options.MaxMimeDepth = MaxDepth;
        return options;
    }

    protected override void OnHeaderRead(Header header, int beginLineNumber, CancellationToken cancellationToken)
    {
        if (++_headers > MaxHeaders)
        {
            throw MimeFaults.TooMany("headers", MaxHeaders);
        }
    }

    // At the deepest level the reader takes what holds parts for a part.
    protected override void OnMimePartBegin(ContentType contentType, long beginOffset, int beginLineNumber, CancellationToken cancellationToken)
    {
        if (contentType.IsMimeType("multipart", "*") && contentType.Boundary is { Length: > 0 })
        {
            throw MimeFaults.TooMany("levels of parts", MaxDepth);
        }

        Count();
    }

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
