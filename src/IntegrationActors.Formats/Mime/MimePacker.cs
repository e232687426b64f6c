using MimeKit;

namespace IntegrationActors.Formats.Mime;

/// <summary>Writes MIME multipart documents (RFC 2045, 2046) as a stream: constant memory.</summary>
public static class MimePacker
{
    /// <summary>Writes a document.</summary>
    /// <param name="document">Its parts and headers.</param>
    /// <param name="subtype">Kind of multipart, such as <c>mixed</c>.</param>
    /// <param name="encoding">How parts are written.</param>
    /// <param name="output">Gets the document.</param>
    /// <param name="cancel">Cancels between blocks.</param>
    /// <returns>Media type of the document, with its boundary.</returns>
    public static string Pack(MimeDocument document, string subtype, MimeTransferEncoding encoding, Stream output, CancellationToken cancel)
    {
        var streams = new List<Stream>();
        try
        {
            using var multipart = new Multipart(subtype);
            foreach (var part in document.Parts)
            {
                var stream = part.Open();
                streams.Add(stream);
                multipart.Add(Part(part, stream, encoding));
            }

            foreach (var (name, value) in document.Headers ?? [])
            {
                multipart.Headers.Add(name, OneLine(value));
            }

            var format = FormatOptions.Default.Clone();
            format.NewLineFormat = NewLineFormat.Dos;
            if (document.Headers is not null)
            {
                multipart.Headers.Insert(0, HeaderId.MimeVersion, "1.0");
            }

            multipart.WriteTo(format, output, contentOnly: document.Headers is null, cancel);
            return $"multipart/{subtype}; boundary=\"{multipart.Boundary}\"";
        }
        finally
        {
            streams.ForEach(stream => stream.Dispose());
        }
    }

    private static MimePart Part(MimePartSource source, Stream stream, MimeTransferEncoding encoding)
    {
        var type = ContentType.TryParse(source.ContentType, out var parsed) ? parsed : new ContentType("application", "octet-stream");
        return new MimePart(type)
        {
            Content = new MimeContent(stream),
            ContentDisposition = source.Name is null ? null : new ContentDisposition(ContentDisposition.Attachment) { FileName = OneLine(source.Name) },
            ContentTransferEncoding = encoding switch
            {
                MimeTransferEncoding.Binary => ContentEncoding.Binary,
                MimeTransferEncoding.QuotedPrintable => ContentEncoding.QuotedPrintable,
                _ => ContentEncoding.Base64,
            },
        };
    }

    // A line break in a value would begin a header of its own.
    private static string OneLine(string value) => value.ReplaceLineEndings(" ");
}
