using System.Text;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Formats.Text;
using MimeKit;

namespace IntegrationActors.Formats.Mime;

/// <summary>Reads MIME documents (RFC 2045, 2046): parts within parts are given one after the other. Contents are not kept in memory.</summary>
public static class MimeUnpacker
{
    // Lines of mail end with CR LF, whatever the system (RFC 5322, 2.1).
    private static readonly FormatOptions Mail = MailFormat();

    /// <summary>Hands the parts of a document to <paramref name="begin"/>, the main part first.</summary>
    /// <param name="mime">The document, beginning with its headers; must allow seeking.</param>
    /// <param name="maxParts">Most parts, those that only hold others included.</param>
    /// <param name="begin">Gives the stream for the content of a part; it is not closed.</param>
    /// <param name="cancel">Asked for each part.</param>
    /// <returns>The headers at the beginning, beside those of MIME.</returns>
    /// <exception cref="FaultException">IA3430, IA3431.</exception>
    public static IReadOnlyList<KeyValuePair<string, string>> Unpack(Stream mime, int maxParts, Func<MimePartInfo, Stream> begin, CancellationToken cancel)
    {
        using var document = Parse(mime, maxParts, cancel);
        if (!document.Headers.Contains(HeaderId.ContentType))
        {
            throw MimeFaults.NotMime("its headers lack Content-Type.");
        }

        var parts = Leaves(document, isFirst: true).ToList();
        if (parts.Count == 0)
        {
            throw MimeFaults.NotMime("it has no part.");
        }

        foreach (var part in parts)
        {
            cancel.ThrowIfCancellationRequested();
            Write(part, begin(Describe(part)), cancel);
        }

        return [.. document.Headers.Where(header => !IsOfMime(header.Field)).Select(header => KeyValuePair.Create(header.Field, header.Value))];
    }

    /// <summary>Refuses a document with more parts, headers or levels than can be kept. Reads it once, without keeping anything of it.</summary>
    /// <param name="mime">The document, beginning with its headers.</param>
    /// <param name="maxParts">Most parts, those that only hold others included.</param>
    /// <param name="cancel">Stops it.</param>
    /// <exception cref="FaultException">IA3430, IA3431.</exception>
    public static void Check(Stream mime, int maxParts, CancellationToken cancel)
    {
        try
        {
            new MimeBounds(mime, maxParts).ReadEntity(cancel);
        }
        catch (FormatException e)
        {
            throw MimeFaults.NotMime(e.Message, e);
        }
    }

    private static MimeEntity Parse(Stream mime, int maxParts, CancellationToken cancel)
    {
        try
        {
            var start = mime.Position;
            Check(mime, maxParts, cancel);
            mime.Position = start;
            return new MimeParser(MimeBounds.ParsingOptions(), mime, MimeFormat.Entity, persistent: true).ParseEntity(cancel);
        }
        catch (FormatException e)
        {
            throw MimeFaults.NotMime(e.Message, e);
        }
    }

    private static IEnumerable<MimeEntity> Leaves(MimeEntity entity, bool isFirst) => entity switch
    {
        MultipartRelated related when isFirst && related.Root is { } root => Leaves(root, isFirst: true).Concat(related.Where(part => part != root).SelectMany(part => Leaves(part, isFirst: false))),
        Multipart multipart => multipart.SelectMany((part, i) => Leaves(part, isFirst && i == 0)),
        _ => [entity],
    };

    private static MimePartInfo Describe(MimeEntity part)
    {
        var name = part.ContentDisposition?.FileName ?? part.ContentType.Name ?? part.ContentDisposition?.Parameters["name"] ?? part.ContentId;
        var file = name?[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        var type = part.Headers.Contains(HeaderId.ContentType) ? part.ContentType.ToString()["Content-Type: ".Length..].ReplaceLineEndings("") : "text/plain";
        return new MimePartInfo(string.IsNullOrWhiteSpace(file) ? null : file, type, EncodingOf(part.ContentType.Charset));
    }

    private static FormatOptions MailFormat()
    {
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;
        return format;
    }

    private static Encoding? EncodingOf(string? charset)
    {
        try
        {
            return charset is null ? null : TextEncodings.Find(charset);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static void Write(MimeEntity part, Stream output, CancellationToken cancel)
    {
        switch (part)
        {
            case MimePart { Content: { } content }:
                content.DecodeTo(output, cancel);
                break;
            case MessagePart { Message: { } message }:
                message.WriteTo(Mail, output, cancel);
                break;
        }
    }

    private static bool IsOfMime(string header) =>
        header.StartsWith("Content-", StringComparison.OrdinalIgnoreCase) || header.Equals("MIME-Version", StringComparison.OrdinalIgnoreCase);
}
