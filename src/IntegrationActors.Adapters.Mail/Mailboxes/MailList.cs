namespace IntegrationActors.Adapters.Mail.Mailboxes;

/// <summary>Mails of a mailbox, oldest first. Each is made when it is asked for: a hundred thousand that wait cost no more than the server's numbers for them.</summary>
/// <param name="All">The mails.</param>
/// <param name="Has">Whether a mail of this key is among them.</param>
internal sealed record MailList(IEnumerable<FoundMail> All, Func<string, bool> Has)
{
    public static MailList None { get; } = new([], _ => false);
}
