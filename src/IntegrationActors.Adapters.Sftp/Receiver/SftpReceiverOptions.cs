using System.ComponentModel.DataAnnotations;
using IntegrationActors.Adapters.Files;
using IntegrationActors.Adapters.Retries;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Adapters.Sftp.Receiver;

/// <summary>
/// Writes the body of the message into a file on an SFTP server. It is written under another name in the same folder, its size is compared, and then it is renamed: nobody sees a part of it under its
/// own name, also when the connection breaks or the disk is full. The message stays as it is, <c>call</c> and <c>send</c> do the same. The path is in the message log as business key
/// <c>ProducedFile</c>. A message may set options for itself, by headers or properties: <c>SAP_FtpTimeout</c> and <c>SAP_FtpMaxReconDelay</c> (milliseconds), <c>SAP_FtpMaxReconnect</c>, <c>SAP_FtpDisconnect</c>,
/// <c>SAP_FtpCreateDir</c>, <c>SAP_FtpStepwise</c>, <c>SAP_FtpFlattenFileName</c>, <c>SAP_FtpFastExistsCheck</c> (<c>true</c> or <c>false</c>), <c>SAP_FtpAfterProc</c> (values of <c>existing</c>) and <c>SAP_FtpAuthMethod</c> (<c>user</c>, <c>key</c> or <c>dual</c>: which of the secrets that the channel names are used; all by default). A node that dies while it writes leaves a hidden file whose name ends in <c>.part</c>.
/// </summary>
[ReceiverChannel("sftp", typeof(SftpReceiverAdapter), Sap = "SFTP receiver", Camel = "sftp")]
[Example("A file for each order, in a folder for each day", "sftp: { host: sftp.example.com, credential: erp-sftp, hostKeys: [\"SHA256:nThbg6kXUpJWGl7E1IGOCspRomTxdCARLviKw6E5SY8\"], directory: \"orders/${date:now:yyyy-MM-dd}\", fileName: \"${property.orderId}.xml\", existing: fail }")]
[Example("Lines at the end of one file, three attempts", "sftp: { host: \"sftp.example.com:2222\", credential: erp-sftp, hostKeys: [\"SHA256:nThbg6kXUpJWGl7E1IGOCspRomTxdCARLviKw6E5SY8\"], directory: journal, fileName: journal.csv, existing: append, retry: 3 }")]
public sealed record SftpReceiverOptions : SftpChannelOptions, IFileWritingOptions
{
    /// <summary>Host, or <c>host:port</c>; port 22 if it is left out. Address of version 6 as <c>[::1]:22</c>.</summary>
    [Required]
    public required Expression Host { get; init; }

    /// <summary>Folder, from the home folder of the user, or from the root if it begins with <c>/</c>. Default: the home folder. What an expression gives may not lead out of it by <c>..</c>.</summary>
    [DefaultText("\"\"")]
    public Expression? Directory { get; init; }

    /// <summary>Name of the file; it may have folders of its own, divided by <c>/</c>. Default, and when it is empty: header <c>CamelFileName</c>, and without that the id of the message.</summary>
    public Expression? FileName { get; init; }

    /// <summary>Name of the user credentials, if the message says which. Default, and when it is empty: <c>credential</c>. Whoever sets it decides as whom is written, among all credentials of the tenant; where the message names the host too, only the check of its key keeps a password from a stranger.</summary>
    [Advanced]
    public Expression? CredentialName { get; init; }

    /// <summary>Puts the time (UTC, <c>yyyyMMddHHmmssfff</c>) behind the name, before its extension. Two messages of one millisecond get the same one.</summary>
    public bool AppendTimestamp { get; init; }

    /// <summary>Leaves the folders of a computed name out, and keeps what is behind the last <c>/</c>.</summary>
    [Advanced]
    public bool Flatten { get; init; }

    /// <summary>What happens when there is a file of this name.</summary>
    public ExistingFile Existing { get; init; } = ExistingFile.Override;

    /// <summary>Makes folders that are missing.</summary>
    public bool CreateDirectories { get; init; } = true;

    /// <summary>Writes under another name first. Off: under its own from the beginning, for servers that allow no renaming; then others may see a part of it.</summary>
    public bool TemporaryFile { get; init; } = true;

    /// <summary>Name of the file while it is written, in the same folder. Default: a hidden one that no other message has.</summary>
    [Advanced]
    public Expression? TemporaryName { get; init; }

    /// <summary>Refuses paths with <c>..</c>. Off: only for a server that itself keeps its users in their folder.</summary>
    [Advanced]
    public bool PreventDirectoryTraversal { get; init; } = true;

    /// <summary>Asks the server for the one file, to know whether it exists. Off: looks into a list of the folder, for servers that answer wrongly.</summary>
    [Advanced]
    public bool FastExistsCheck { get; init; } = true;

    /// <summary>Tries again when the server can't be reached or the connection breaks. Default: one attempt. With <c>existing: append</c> only what was not begun is repeated.</summary>
    public SendRetryOptions? Retry { get; init; }

    /// <summary>Appending and a temporary file exclude each other.</summary>
    public override IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => Existing == ExistingFile.Append && TemporaryName is not null
        ? base.Validate(validationContext).Append(new ValidationResult("with 'existing: append' the file itself is written; leave 'temporaryName' out", [nameof(TemporaryName)]))
        : base.Validate(validationContext);
}
