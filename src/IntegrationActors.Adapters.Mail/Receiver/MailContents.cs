using System.Text;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using IntegrationActors.Formats.Text;
using MimeKit;

namespace IntegrationActors.Adapters.Mail.Receiver;

/// <summary>Makes the parts of mails.</summary>
internal sealed class MailContents(SmtpReceiverOptions options)
{
    // RFC 5322, 2.1.1 allows 998.
    private const int LongestLine = 990;

    private readonly Encoding _charset = Lenient(options.Charset);

    /// <summary>The text of a mail; the body is buffered.</summary>
    public async ValueTask<MimePart> TextAsync(Exchange exchange, List<IAsyncDisposable> kept, CancellationToken cancel)
    {
        var type = await MailValues.TypeAsync("contentType", options.ContentType, (exchange, "text/plain"), cancel);
        var isText = type.IsMimeType("text", "*");
        var content = options.Body is null ? exchange.Body.Share() : Payload.FromText(await options.Body.EvaluateTextAsync(exchange, cancel));
        if (isText)
        {
            type.Charset = options.Charset;
            content = await RecodeAsync(content);
        }

        return Part(type, content, isText, kept);
    }

    /// <summary>A file of the channel; the body is buffered.</summary>
    public async ValueTask<MimePart> AttachmentAsync(MailAttachmentOptions attachment, Exchange exchange, List<IAsyncDisposable> kept, CancellationToken cancel)
    {
        var name = await MailValues.TextAsync("name", attachment.Name, exchange, cancel);
        var type = await MailValues.TypeAsync("contentType", attachment.ContentType, (exchange, "application/octet-stream"), cancel);
        var content = attachment.Content is null ? exchange.Body.Share() : Payload.FromText(await attachment.Content.EvaluateTextAsync(exchange, cancel));
        return Named(Part(type, content, type.IsMimeType("text", "*"), kept), name);
    }

    /// <summary>An attachment of the message, which is buffered.</summary>
    public MimePart Attachment(Attachment attachment, List<IAsyncDisposable> kept)
    {
        var type = ContentType.TryParse(attachment.ContentType, out var known) ? known : new ContentType("application", "octet-stream");
        return Named(Part(type, attachment.Content.Share(), type.IsMimeType("text", "*"), kept), new string([.. attachment.Name.Select(c => char.IsControl(c) ? '_' : c)]));
    }

    private static MimePart Named(MimePart part, string name)
    {
        AttachmentNames.Set(part, name);
        return part;
    }

    private MimePart Part(ContentType type, Payload content, bool isText, List<IAsyncDisposable> kept)
    {
        var stream = content.OpenRead();
        kept.Add(stream);
        kept.Add(content);
        return new MimePart(type)
        {
            Content = new MimeContent(stream),
            ContentTransferEncoding = options.TransferEncoding switch
            {
                MailTransferEncoding.SevenBit => ContentEncoding.SevenBit,
                MailTransferEncoding.EightBit => ContentEncoding.EightBit,
                MailTransferEncoding.QuotedPrintable => ContentEncoding.QuotedPrintable,
                MailTransferEncoding.Auto when isText && IsOfMail(content) => ContentEncoding.SevenBit,
                _ => ContentEncoding.Base64,
            },
        };
    }

    private async ValueTask<Payload> RecodeAsync(Payload content)
    {
        if (content.Encoding.CodePage == _charset.CodePage)
        {
            return content;
        }

        await using var _ = content;
        return Payload.FromBytes(_charset.GetBytes(content.AsText()), _charset);
    }

    // ASCII in lines that end as those of mail do, the last one too: nothing on the way has a reason to change it.
    private static bool IsOfMail(Payload content)
    {
        using var stream = content.OpenRead();
        var buffer = new byte[16 * 1024];
        var (line, before) = (0, (byte)'\n');
        while (stream.Read(buffer, 0, buffer.Length) is var count and > 0)
        {
            foreach (var one in buffer.AsSpan(0, count))
            {
                if (one is 0 or >= 0x80 || (one == '\n') != (before == '\r') || ++line > LongestLine)
                {
                    return false;
                }

                (line, before) = one == '\n' ? (0, (byte)0) : (line, one);
            }
        }

        return line == 0;
    }

    private static Encoding Lenient(string charset)
    {
        var encoding = (Encoding)TextEncodings.Find(charset).Clone();
        encoding.EncoderFallback = EncoderFallback.ReplacementFallback;
        return encoding;
    }
}
