using System.ComponentModel.DataAnnotations;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Adapters.Files.Local.Receiver;

/// <summary>
/// Writes the body of the message into a file on the disk of the node, below the folder that its configuration allows the tenant. It is written under another name in the same folder, flushed to the disk, and then
/// renamed: nobody sees a part of it under its own name, also when the power fails or the disk is full. No path leads over a link. The message stays as it is, <c>call</c> and <c>send</c> do the same. The path is
/// in the message log as business key <c>ProducedFile</c>. A node that dies while it writes leaves a hidden file whose name ends in <c>.part</c>.
/// </summary>
[ReceiverChannel("file", typeof(FileReceiverAdapter), Sap = "SMB receiver, NFS receiver (edge)", Camel = "file")]
[Example("A file for each order, in a folder for each day", "file: { directory: \"orders/${date:now:yyyy-MM-dd}\", fileName: \"${property.orderId}.xml\", existing: fail }")]
[Example("Lines at the end of one file", "file: { directory: journal, fileName: journal.csv, existing: append }")]
public sealed record FileReceiverOptions : IFileWritingOptions, IValidatableObject
{
    /// <summary>Folder, below the one that the node allows the tenant. Default: that one.</summary>
    [DefaultText("\"\"")]
    public Expression? Directory { get; init; }

    /// <summary>Name of the file; it may have folders of its own, divided by <c>/</c>. Default, and when it is empty: header <c>CamelFileName</c>, and without that the id of the message.</summary>
    public Expression? FileName { get; init; }

    /// <summary>Puts the time (UTC, <c>yyyyMMddHHmmssfff</c>) behind the name, before its extension. Two messages of one millisecond get the same one.</summary>
    public bool AppendTimestamp { get; init; }

    /// <summary>Leaves the folders of a computed name out, and keeps what is behind the last <c>/</c>.</summary>
    [Advanced]
    public bool Flatten { get; init; }

    /// <summary>What happens when there is a file of this name.</summary>
    public ExistingFile Existing { get; init; } = ExistingFile.Override;

    /// <summary>Makes folders that are missing.</summary>
    public bool CreateDirectories { get; init; } = true;

    /// <summary>Writes under another name first. Off: under its own from the beginning; then others may see a part of it.</summary>
    public bool TemporaryFile { get; init; } = true;

    /// <summary>Name of the file while it is written, in the same folder. Default: a hidden one that no other message has.</summary>
    [Advanced]
    public Expression? TemporaryName { get; init; }

    bool IFileWritingOptions.PreventDirectoryTraversal => true;

    bool IFileWritingOptions.FastExistsCheck => true;

    bool IFileWritingOptions.Stepwise => true;

    /// <summary>Appending and a temporary file exclude each other.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => Existing == ExistingFile.Append && TemporaryName is not null
        ? [new ValidationResult("with 'existing: append' the file itself is written; leave 'temporaryName' out", [nameof(TemporaryName)])]
        : [];
}
