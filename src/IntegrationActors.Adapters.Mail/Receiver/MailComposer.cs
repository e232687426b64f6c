using System.Text;
using IntegrationActors.Adapters.Mail.Smime;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Steps;
using MimeKit;
using MimeKit.Utils;

namespace IntegrationActors.Adapters.Mail.Receiver;

/// <summary>Makes a mail of a message: (1) who it is from and for; (2) its text; (3) its attachments; (4) signature and encryption; (5) its headers.</summary>
internal sealed class MailComposer(SmtpReceiverOptions options, IFlowContext context)
{
    private readonly MailContents _contents = new(options);
    private readonly SmimeWriter? _smime = options.Smime is { } smime ? new SmimeWriter(smime, context) : null;

    /// <summary>Makes the mail. Bodies stay where they are and are read when it is sent.</summary>
    /// <exception cref="FaultException">IA3868: an address, a subject or a header can't be used. IA3701 to IA3705: a key is missing or can't be used.</exception>
    public async ValueTask<ComposedMail> ComposeAsync(Exchange exchange, CancellationToken cancel)
    {
        var kept = new List<IAsyncDisposable>();
        var mail = new MimeMessage();
        try
        {
            var (sender, recipients) = await AddressAsync(mail, exchange, cancel);              // 1
            var content = await ContentAsync(exchange, kept, cancel);                          // 2, 3
            mail.Body = _smime is null ? content : await _smime.ApplyAsync(content, exchange, kept, cancel); // 4
            await HeadAsync(mail, sender, exchange, cancel);                                   // 5
            return new ComposedMail(mail, sender, recipients, kept);
        }
        catch (Exception)
        {
            await new ComposedMail(mail, new MailboxAddress("", ""), [], kept).DisposeAsync();
            throw;
        }
    }

    // Recipients of blind copies stand nowhere in the mail.
    private async ValueTask<(MailboxAddress Sender, IReadOnlyList<MailboxAddress> Recipients)> AddressAsync(MimeMessage mail, Exchange exchange, CancellationToken cancel)
    {
        var from = await MailValues.AddressesAsync("From", options.From, exchange, cancel);
        var to = await MailValues.AddressesAsync("To", options.To, exchange, cancel);
        var cc = await MailValues.AddressesAsync("Cc", options.Cc, exchange, cancel);
        var bcc = await MailValues.AddressesAsync("Bcc", options.Bcc, exchange, cancel);
        mail.From.AddRange(from);
        mail.To.AddRange(to);
        mail.Cc.AddRange(cc);
        mail.ReplyTo.AddRange(await MailValues.AddressesAsync("Reply-To", options.ReplyTo, exchange, cancel));
        var recipients = to.Concat(cc).Concat(bcc).DistinctBy(one => one.Address, StringComparer.OrdinalIgnoreCase).ToArray();
        return from.Count == 0 ? throw MailFaults.Value("From", "", "is empty")
            : recipients.Length == 0 ? throw MailFaults.Value("To", "", "is empty, and so are Cc and Bcc")
            : (from[0], recipients);
    }

    private async ValueTask<MimeEntity> ContentAsync(Exchange exchange, List<IAsyncDisposable> kept, CancellationToken cancel)
    {
        await exchange.Body.BufferAsync(cancel);
        var text = await _contents.TextAsync(exchange, kept, cancel);
        if (options.Attachments.Count == 0 && !(options.MessageAttachments && exchange.Message.HasAttachments))
        {
            return text;
        }

        var parts = new Multipart("mixed") { text };
        foreach (var attachment in options.Attachments)
        {
            parts.Add(await _contents.AttachmentAsync(attachment, exchange, kept, cancel));
        }

        foreach (var attachment in options.MessageAttachments && exchange.Message.HasAttachments ? exchange.Message.Attachments : [])
        {
            await attachment.Content.BufferAsync(cancel);
            parts.Add(_contents.Attachment(attachment, kept));
        }

        return parts;
    }

    private async ValueTask HeadAsync(MimeMessage mail, MailboxAddress sender, Exchange exchange, CancellationToken cancel)
    {
        if (options.Subject is not null)
        {
            mail.Subject = await MailValues.TextAsync("Subject", options.Subject, exchange, cancel);
        }

        mail.Date = exchange.Time.GetUtcNow();
        mail.MessageId = MimeUtils.GenerateMessageId(sender.Domain);
        foreach (var header in options.Headers)
        {
            mail.Headers.Add(header.Name, Encoding.UTF8, await MailValues.TextAsync(header.Name, header.Value, exchange, cancel));
        }
    }
}
