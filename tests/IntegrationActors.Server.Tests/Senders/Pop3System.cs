namespace IntegrationActors.Server.Tests.Senders;

/// <summary>A mailbox of Dovecot, read with POP3.</summary>
internal sealed class Pop3System : MailSystem
{
    public override string Channel => $"pop3: {{ {Access("pop3s_port")} }}";
}
