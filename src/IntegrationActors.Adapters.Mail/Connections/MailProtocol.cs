namespace IntegrationActors.Adapters.Mail.Connections;

/// <summary>A protocol of mail servers, with its usual ports.</summary>
internal sealed record MailProtocol(string Name, int TlsPort, int StartTlsPort, int PlainPort)
{
    public static MailProtocol Imap { get; } = new("imap", 993, 143, 143);

    public static MailProtocol Pop3 { get; } = new("pop3", 995, 110, 110);

    public static MailProtocol Smtp { get; } = new("smtp", 465, 587, 25);

    public int PortOf(MailProtection protection) => protection switch
    {
        MailProtection.Tls => TlsPort,
        MailProtection.None => PlainPort,
        _ => StartTlsPort,
    };
}
