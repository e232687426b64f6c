using System.ComponentModel.DataAnnotations;
using IntegrationActors.Adapters.HeaderFilters;
using IntegrationActors.Adapters.Mail.Reading;
using IntegrationActors.Adapters.Mail.Smime;
using IntegrationActors.Adapters.Polling;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Adapters.Mail.Sender;

/// <summary>What channels that take mails have in common, whatever the protocol.</summary>
public abstract record MailSenderOptions : MailChannelOptions
{
    /// <summary>User credentials: user name and password, or access token; with <c>token</c> id and secret of the client.</summary>
    [Required]
    public required CredentialReference Credential { get; init; }

    /// <summary>When to look.</summary>
    [DefaultText("10s")]
    public PollOptions? Poll { get; init; }

    /// <summary>Most mails of one poll, 1 to 500; the others wait for the next one.</summary>
    [Range(1, 500)]
    public int MaxMessagesPerPoll { get; init; } = 20;

    /// <summary>Larger mails are passed over, and the status of the channel counts them.</summary>
    [DefaultText("50MB")]
    public ByteSize MaxMessageSize { get; init; } = new(50L * 1024 * 1024);

    /// <summary>
    /// Headers of the mail that come into the message, beside those that the flow allows: names, regular expressions, or <c>*</c>. From, Sender, Reply-To, To, Cc, Subject, Date, Message-ID,
    /// In-Reply-To and References always come in, and Content-Type is that of the body. Headers starting with <c>camel</c> never do.
    /// </summary>
    [InboundHeader]
    public IReadOnlyList<string> AllowedHeaders { get; init; } = [];

    /// <summary>Decodes headers that are written as encoded words (RFC 2047). Off: they come as they stand in the mail.</summary>
    [Advanced]
    public bool DecodeHeaders { get; init; } = true;

    /// <summary>Which text becomes the body when a mail has it as plain text and as HTML; the other one is an attachment.</summary>
    public MailBody PreferredBody { get; init; } = MailBody.Text;

    /// <summary>Whether what is beside the body becomes attachments of the message. Off: it is left out.</summary>
    public bool Attachments { get; init; } = true;

    /// <summary>Puts the mail as it came into property <c>SAP_MAIL_ORIGINAL_MESSAGE</c>, as a text of which each character stands for one byte (ISO-8859-1).</summary>
    public bool IncludeOriginal { get; init; }

    /// <summary>How encrypted and signed mails are opened.</summary>
    [DefaultText("keys of the tenant, signatures optional")]
    public SmimeReadOptions? Smime { get; init; }

    /// <summary>
    /// A mail whose run failed so often is set aside: it goes to <c>failedFolder</c>, or where there is none it stays, is passed over for 90 days, and the status of the channel counts it. Counted by each node
    /// since its start. Default: it comes again until it succeeds, behind those that did not fail, after a pause that doubles with each failure to at most 5 minutes.
    /// </summary>
    [Range(1, 1000)]
    public int? MaxAttempts { get; init; }

    /// <summary>
    /// Remembers for 90 days which mails are through, so that a node that dies between the end of a run and the post-processing, or a server that loses the latter, does not bring a mail twice. Off: such a mail comes
    /// twice, or, when the node died within the post-processing, stays marked as read or deleted where it is; and mails are put away one by one, however fast they come.
    /// </summary>
    public bool Idempotent { get; init; } = true;

    /// <summary>Most parts of a mail, those that only hold others included.</summary>
    [Advanced]
    [Range(1, 100_000)]
    public int MaxParts { get; init; } = 1000;

    /// <summary>After this time another node may take the mailbox when the node that reads it died, 10 s to 1 d. The lock is renewed while mails are worked on, however long that takes.</summary>
    [Advanced]
    [DefaultText("2m")]
    [Range(typeof(TimeSpan), "10s", "1d")]
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromMinutes(2);
}

/// <summary>Which of several forms of a text is wanted.</summary>
public enum MailBody
{
    /// <summary>Plain text.</summary>
    Text,

    /// <summary>HTML.</summary>
    Html,
}
