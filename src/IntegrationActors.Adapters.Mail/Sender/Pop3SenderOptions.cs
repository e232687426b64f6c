using IntegrationActors.Core.Options;

namespace IntegrationActors.Adapters.Mail.Sender;

/// <summary>
/// Takes mails from a mailbox of a POP3 server (RFC 1939): each becomes a message, with its text as body and the rest as attachments of unique names. At least once: a mail is deleted when its run is completed,
/// for good with the end of the poll; one whose run failed stays, and comes again. One node reads a mailbox at a time, one mail after the other. Encrypted mails are decrypted and signatures verified:
/// properties <c>SAP_MAIL_ENCRYPTION_DETAILS_*</c> and <c>SAP_MAIL_SIGNATURE_*</c> say what was found. Who sent a mail is not proved by anything but a signature.
/// </summary>
[SenderChannel("pop3", typeof(Pop3SenderAdapter), Sap = "Mail sender (POP3)", Camel = "pop3")]
[Example("Every five minutes on working days", "pop3: { host: pop.example.com, credential: orders-mailbox, poll: { cron: \"*/5 * * * MON-FRI\", timeZone: Europe/Berlin } }")]
[Example("Mails that failed five times are passed over; the server speaks TLS after its greeting", "pop3: { host: \"pop.example.com:110\", protection: startTls, credential: orders-mailbox, maxAttempts: 5, poll: 1m }")]
public sealed record Pop3SenderOptions : MailSenderOptions;
