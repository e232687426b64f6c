using System.Globalization;
using System.Text;
using IntegrationActors.Adapters.Mail.Sender;
using IntegrationActors.Core.Messages;
using IntegrationActors.Formats.Text;
using MimeKit;

namespace IntegrationActors.Adapters.Mail.Reading;

/// <summary>
/// Takes a mail apart. The body is its first part: of several forms of a text the one that the channel prefers, of a related group its root; a part that says that it is an attachment is none, unless the mail is
/// nothing else. All other parts become attachments, whose names have no folders, and are unique.
/// </summary>
internal sealed class MailParts(MailSenderOptions options, PayloadSpool spool)
{
    private const int LongestName = 255;

    private static readonly FormatOptions Dos = DosFormat();

    public async ValueTask TakeAsync(MimeEntity mail, Message message, CancellationToken cancel)
    {
        var body = BodyOf(mail, isAlone: true);
        if (body is not null)
        {
            message.Body = await ReadAsync(body, cancel);
            message.Headers.Set("Content-Type", TypeOf(body));
        }

        if (!options.Attachments)
        {
            return;
        }

        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in Leaves(mail).Where(part => part != body))
        {
            message.Attachments.Add(new Attachment(Free(NameOf(part), names), TypeOf(part), await ReadAsync(part, cancel)));
        }
    }

    private MimeEntity? BodyOf(MimeEntity entity, bool isAlone) => entity switch
    {
        MultipartAlternative { Count: > 0 } forms => BodyOf(forms.FirstOrDefault(Fits) ?? forms[0], isAlone: false),
        MultipartRelated { Root: { } root } => BodyOf(root, isAlone: false),
        Multipart { Count: > 0 } parts => BodyOf(parts[0], isAlone: false),
        Multipart => null,
        MimePart part when isAlone || !part.IsAttachment => part,
        _ => null,
    };

    private bool Fits(MimeEntity form) => BodyOf(form, isAlone: false)?.ContentType.IsMimeType("text", options.PreferredBody == MailBody.Html ? "html" : "plain") == true;

    private static IEnumerable<MimeEntity> Leaves(MimeEntity entity) => entity is Multipart parts ? parts.SelectMany(Leaves) : [entity];

    private async ValueTask<Payload> ReadAsync(MimeEntity part, CancellationToken cancel)
    {
        await using var content = new PayloadWriter(spool);
        switch (part)
        {
            case MimePart { Content: { } bytes }:
                await bytes.DecodeToAsync(content, cancel);
                break;
            case MessagePart { Message: { } mail }:
                await mail.WriteToAsync(Dos, content, cancel);
                break;
        }

        return content.ToPayload(part.ContentType.IsMimeType("text", "*") ? EncodingOf(part.ContentType.Charset) : null);
    }

    private static string TypeOf(MimeEntity part) =>
        part.Headers.Contains(HeaderId.ContentType) ? part.ContentType.ToString()["Content-Type: ".Length..].ReplaceLineEndings("") : "text/plain";

    // Lenient, since a flow may never look at the text: what can't be decoded becomes a question mark there.
    private static Encoding? EncodingOf(string? charset)
    {
        try
        {
            var strict = charset is null ? null : TextEncodings.Find(charset);
            if (strict is null || strict is UTF8Encoding)
            {
                return null;
            }

            var lenient = (Encoding)strict.Clone();
            lenient.DecoderFallback = DecoderFallback.ReplacementFallback;
            return lenient;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static string NameOf(MimeEntity part)
    {
        var name = part.ContentDisposition?.FileName ?? part.ContentType.Name ?? (part is MessagePart { Message.Subject: { } subject } ? $"{subject.Replace('/', '-')}.eml" : part.ContentId);
        var file = new string([.. (name ?? "")[((name ?? "").LastIndexOfAny(['/', '\\']) + 1)..].Where(c => !char.IsControl(c))]).Trim();
        if (file is "" or "." or "..")
        {
            file = part.ContentType.IsMimeType("text", "html") ? "text.html" : part.ContentType.IsMimeType("text", "plain") ? "text.txt" : part is MessagePart ? "mail.eml" : "attachment";
        }

        return file.Length <= LongestName ? file : file[^LongestName..];
    }

    private static string Free(string name, HashSet<string> taken)
    {
        var end = name.LastIndexOf('.') is var dot and > 0 ? dot : name.Length;
        var free = name;
        for (var i = 2; !taken.Add(free); i++)
        {
            free = string.Create(CultureInfo.InvariantCulture, $"{name[..end]}-{i}{name[end..]}");
        }

        return free;
    }

    private static FormatOptions DosFormat()
    {
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;
        return format;
    }
}
