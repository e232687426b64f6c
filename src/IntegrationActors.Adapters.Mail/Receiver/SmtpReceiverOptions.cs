using System.ComponentModel.DataAnnotations;
using System.Runtime.Serialization;
using IntegrationActors.Adapters.Mail.Smime;
using IntegrationActors.Adapters.Retries;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.Options;
using IntegrationActors.Formats.Text;

namespace IntegrationActors.Adapters.Mail.Receiver;

/// <summary>
/// Sends the message as a mail over SMTP (RFC 5321). The message stays as it is, <c>call</c> and <c>send</c> do the same. The id of the mail is in the message log as business key <c>MailMessageId</c>. What was
/// computed for addresses, subject and headers may have no control character, so that nobody can put headers of his own into a mail. When the connection breaks after the text was sent, nobody knows whether the
/// server has it: the message fails with IA3872 and is never sent again by the channel.
/// </summary>
[ReceiverChannel("smtp", typeof(SmtpReceiverAdapter), Sap = "Mail receiver", Camel = "smtp")]
[Example("The body as plain text, to an address of the message", "smtp: { host: smtp.example.com, credential: mailer, from: shop@example.com, to: \"${property.customer}\", subject: \"Order ${property.orderId}\" }")]
[Example(
    "An own text, the body as a file, and the attachments of the message; signed and encrypted",
    """
    smtp:
      host: "smtp.example.com:587"
      protection: startTls
      credential: mailer
      from: "Shop <shop@example.com>"
      to: "purchasing@example.org, archive@example.com"
      subject: "Invoice ${property.invoiceId}"
      body: "Please find the invoice attached."
      attachments: [ { name: "invoice-${property.invoiceId}.xml", contentType: application/xml } ]
      messageAttachments: true
      headers: { X-Invoice: "${property.invoiceId}" }
      smime: { signers: [ shop-key ], recipients: [ purchasing-cert ] }
      retry: 3
    """)]
[Example(
    "Over Microsoft 365, as an application with a token of its tenant; the credential has id and secret of the application",
    """
    smtp:
      host: "smtp.office365.com:587"
      protection: startTls
      authentication: xoauth2
      credential: shop-app
      user: shop@example.com
      token: { url: "https://login.microsoftonline.com/example.com/oauth2/v2.0/token", scope: "https://outlook.office365.com/.default" }
      from: shop@example.com
      to: "${property.customer}"
      subject: "Order ${property.orderId}"
    """)]
public sealed record SmtpReceiverOptions : MailChannelOptions
{
    /// <summary>User credentials: user name and password, or access token; with <c>token</c> id and secret of the client. Default: no login.</summary>
    public CredentialReference? Credential { get; init; }

    /// <summary>Whom the mail is from, as <c>shop@example.com</c> or <c>Shop &lt;shop@example.com&gt;</c>. Several are separated by commas; the first one gets the reports of servers.</summary>
    [Required]
    public required Expression From { get; init; }

    /// <summary>Recipients, separated by commas. Of To, Cc and Bcc at least one has to be there.</summary>
    public Expression? To { get; init; }

    /// <summary>Recipients of copies, separated by commas.</summary>
    public Expression? Cc { get; init; }

    /// <summary>Recipients of copies that the others don't see, separated by commas.</summary>
    public Expression? Bcc { get; init; }

    /// <summary>Whom answers go to. Default: From.</summary>
    [Advanced]
    public Expression? ReplyTo { get; init; }

    /// <summary>Subject. Default: none.</summary>
    public Expression? Subject { get; init; }

    /// <summary>Text of the mail. Default: the body of the message, as it is.</summary>
    public Expression? Body { get; init; }

    /// <summary>Media type of the text, such as <c>text/html</c>, <c>application/xml</c> or <c>application/octet-stream</c>.</summary>
    [DefaultText("text/plain")]
    public Expression? ContentType { get; init; }

    /// <summary>Character set of a text (<c>contentType</c> is <c>text/…</c>). Characters that it does not have become question marks.</summary>
    public string Charset { get; init; } = "utf-8";

    /// <summary>How body and attachments are written on their way.</summary>
    [Advanced]
    public MailTransferEncoding TransferEncoding { get; init; } = MailTransferEncoding.Auto;

    /// <summary>Files that are attached. Default: none.</summary>
    public IReadOnlyList<MailAttachmentOptions> Attachments { get; init; } = [];

    /// <summary>Attaches the attachments of the message too.</summary>
    public bool MessageAttachments { get; init; }

    /// <summary>Further headers of the mail (<c>X-Order</c>), beside those that the channel and MIME set themselves.</summary>
    public IReadOnlyList<NamedExpression> Headers { get; init; } = [];

    /// <summary>Signs and encrypts the mail. Default: neither.</summary>
    public SmimeWriteOptions? Smime { get; init; }

    /// <summary>What happens when the server does not accept some of the recipients.</summary>
    public RefusedRecipients RefusedRecipients { get; init; } = RefusedRecipients.Fail;

    /// <summary>Tries again when the server can't be reached, breaks before it has the text, or says that it will accept the mail later (4xx). Default: one attempt.</summary>
    public SendRetryOptions? Retry { get; init; }

    /// <summary>Somebody has to get the mail, and the character set has to exist.</summary>
    public override IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var finding in base.Validate(validationContext))
        {
            yield return finding;
        }

        if (To is null && Cc is null && Bcc is null)
        {
            yield return new ValidationResult("needs 'to', 'cc' or 'bcc'", [nameof(To)]);
        }

        if (ProblemOf(Charset) is { } problem)
        {
            yield return new ValidationResult(problem, [nameof(Charset)]);
        }

        if (Credential is null && Authentication != MailAuthentication.Plain)
        {
            yield return new ValidationResult("'authentication' needs 'credential'", [nameof(Authentication)]);
        }
    }

    private static string? ProblemOf(string charset)
    {
        try
        {
            TextEncodings.Find(charset);
            return null;
        }
        catch (ArgumentException e)
        {
            return e.Message;
        }
    }
}

/// <summary>A file that is attached to a mail.</summary>
public sealed record MailAttachmentOptions
{
    /// <summary>Its name.</summary>
    [Required]
    public required Expression Name { get; init; }

    /// <summary>Its media type.</summary>
    [DefaultText("application/octet-stream")]
    public Expression? ContentType { get; init; }

    /// <summary>Its content as text, such as a header. Default: the body of the message, as it is.</summary>
    public Expression? Content { get; init; }
}

/// <summary>How content is written in a mail (RFC 2045, 6).</summary>
public enum MailTransferEncoding
{
    /// <summary>Text that is ASCII with lines of mail as it is, everything else in base64: nothing of it is changed.</summary>
    Auto,

    /// <summary>ASCII as it is; what is none goes in another encoding.</summary>
    [EnumMember(Value = "7bit")]
    SevenBit,

    /// <summary>Bytes as they are, with lines of mail, for servers that take them; else in another encoding.</summary>
    [EnumMember(Value = "8bit")]
    EightBit,

    /// <summary>Base64.</summary>
    Base64,

    /// <summary>Quoted-printable: text stays readable; line ends become those of mail.</summary>
    QuotedPrintable,
}

/// <summary>What happens when a server does not accept some of the recipients.</summary>
public enum RefusedRecipients
{
    /// <summary>Nobody gets the mail; the message fails with IA3871.</summary>
    Fail,

    /// <summary>The others get it, and the log says who does not. The message fails only when nobody is left.</summary>
    Skip,
}
