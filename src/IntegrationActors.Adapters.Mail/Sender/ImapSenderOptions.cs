using System.ComponentModel.DataAnnotations;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Adapters.Mail.Sender;

/// <summary>
/// Takes mails from a folder of an IMAP server (RFC 3501, 9051): each becomes a message, with its text as body and the rest as attachments of unique names. At least once: a mail is marked, deleted or moved when its
/// run is completed; one whose run failed stays as it was, and comes again. One node reads a mailbox at a time, one mail after the other. Encrypted mails are decrypted and signatures verified: properties
/// <c>SAP_MAIL_ENCRYPTION_DETAILS_*</c> and <c>SAP_MAIL_SIGNATURE_*</c> say what was found. Who sent a mail is not proved by anything but a signature.
/// </summary>
[SenderChannel("imap", typeof(ImapSenderAdapter), Sap = "Mail sender (IMAP4)", Camel = "imap")]
[Example("Every minute, unread mails, which are read afterwards", "imap: { host: imap.example.com, credential: orders-mailbox, poll: 1m }")]
[Example(
    "A mailbox of Microsoft 365, as an application with a token of its tenant; the credential has id and secret of the application",
    """
    imap:
      host: outlook.office365.com
      authentication: xoauth2
      credential: orders-app
      user: orders@example.com
      token: { url: "https://login.microsoftonline.com/example.com/oauth2/v2.0/token", scope: "https://outlook.office365.com/.default" }
      poll: 1m
    """)]
[Example(
    "Mails go to an archive, those that failed ten times to a folder for people; the server has a certificate of its own",
    """
    imap:
      host: "imap.example.com:143"
      protection: startTls
      trustedCertificates: [ mail-ca ]
      credential: orders-mailbox
      folder: Orders
      selection: all
      postProcessing: archive
      archiveFolder: Orders/Done
      maxAttempts: 10
      failedFolder: Orders/Failed
    """)]
public sealed record ImapSenderOptions : MailSenderOptions
{
    /// <summary>Folder with the mails; levels are divided by <c>/</c>, whatever the server uses.</summary>
    [MinLength(1)]
    public string Folder { get; init; } = "INBOX";

    /// <summary>Which mails are taken.</summary>
    public MailSelection Selection { get; init; } = MailSelection.Unread;

    /// <summary>What happens to a mail whose run is completed.</summary>
    public ImapPostProcessing PostProcessing { get; init; } = ImapPostProcessing.MarkRead;

    /// <summary>Folder for <c>postProcessing: archive</c> and <c>archiveRead</c>; made where it is missing.</summary>
    public string? ArchiveFolder { get; init; }

    /// <summary>Folder for mails that are set aside (<c>maxAttempts</c>); made where it is missing. Default: they stay where they are.</summary>
    public string? FailedFolder { get; init; }

    /// <summary>Closes the connection after each poll, instead of keeping it for the next one.</summary>
    [Advanced]
    public bool Disconnect { get; init; }

    /// <summary>A mail has to leave what is selected when it is through, and folders have to be named where they are needed.</summary>
    public override IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var finding in base.Validate(validationContext))
        {
            yield return finding;
        }

        var isArchived = PostProcessing is ImapPostProcessing.Archive or ImapPostProcessing.ArchiveRead;
        if (Selection == MailSelection.All && PostProcessing == ImapPostProcessing.MarkRead)
        {
            yield return new ValidationResult("'selection: all' with 'postProcessing: markRead' would take each mail again with every poll; select unread ones, or delete or archive them", [nameof(Selection)]);
        }

        if (isArchived != ArchiveFolder is { Length: > 0 })
        {
            yield return new ValidationResult(
                isArchived ? "'postProcessing: archive' needs 'archiveFolder'" : "'archiveFolder' needs 'postProcessing: archive' or 'archiveRead'", [nameof(ArchiveFolder)]);
        }

        if (FailedFolder is not null && MaxAttempts is null)
        {
            yield return new ValidationResult("'failedFolder' needs 'maxAttempts': without it every mail comes again", [nameof(FailedFolder)]);
        }
    }
}

/// <summary>Which mails of a folder are taken.</summary>
public enum MailSelection
{
    /// <summary>Those that nobody has read.</summary>
    Unread,

    /// <summary>All.</summary>
    All,
}

/// <summary>What happens to a mail whose run is completed.</summary>
public enum ImapPostProcessing
{
    /// <summary>It is marked as read.</summary>
    MarkRead,

    /// <summary>It is deleted for good.</summary>
    Delete,

    /// <summary>It is moved to <c>archiveFolder</c>.</summary>
    Archive,

    /// <summary>It is marked as read and moved to <c>archiveFolder</c>.</summary>
    ArchiveRead,
}
