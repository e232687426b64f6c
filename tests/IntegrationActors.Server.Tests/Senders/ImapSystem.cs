namespace IntegrationActors.Server.Tests.Senders;

/// <summary>A mailbox of Dovecot, read with IMAP.</summary>
internal sealed class ImapSystem : MailSystem
{
    public override string Channel => $"imap: {{ {Access("imaps_port")}, postProcessing: delete }}";
}
