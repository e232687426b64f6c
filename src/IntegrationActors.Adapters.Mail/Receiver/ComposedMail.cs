using MimeKit;

namespace IntegrationActors.Adapters.Mail.Receiver;

/// <summary>A mail that is ready to be sent, any number of times: the same each time, its id too.</summary>
internal sealed class ComposedMail(MimeMessage mail, MailboxAddress sender, IReadOnlyList<MailboxAddress> recipients, IReadOnlyList<IAsyncDisposable> kept) : IAsyncDisposable
{
    public MimeMessage Mail => mail;

    public string Id => mail.MessageId ?? "";

    public MailboxAddress Sender => sender;

    /// <summary>Those of To, Cc and Bcc, each once.</summary>
    public IReadOnlyList<MailboxAddress> Recipients => recipients;

    public async ValueTask DisposeAsync()
    {
        mail.Dispose();
        foreach (var one in kept)
        {
            await one.DisposeAsync();
        }
    }
}
