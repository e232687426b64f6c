using System.ComponentModel.DataAnnotations;
using IntegrationActors.Adapters.Files;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Adapters.Sftp.Fetching;

/// <summary>
/// Takes a file from an SFTP server while a message runs, for <c>call</c>, which puts it in place of the message, and for <c>enrich</c>, which puts it beside. The first file that fits is taken; its body streams,
/// and it is deleted, moved or kept when the whole run is completed; after a failed run it stays. Or lists the files as XML. Header <c>SAP_PollEnrichMessageFound</c> says whether there was one; without one
/// the body is empty. The headers of the file are those of the sender channel <c>sftp</c>.
/// </summary>
[ReceiverChannel("sftpFetch", typeof(SftpFetchAdapter), Sap = "Poll Enrich (SFTP)", Camel = "pollEnrich")]
[Example("The price list of the customer in place of the message; it stays where it is", "sftpFetch: { host: sftp.example.com, credential: shop-sftp, hostKeys: [\"SHA256:nThbg6kXUpJWGl7E1IGOCspRomTxdCARLviKw6E5SY8\"], directory: \"prices/${property.customer}\", fileName: \"prices-*.csv\", sortBy: timestamp, descending: true, postProcessing: keep, required: true }")]
[Example("What is there, as XML", "sftpFetch: { host: sftp.example.com, credential: shop-sftp, hostKeys: [\"SHA256:nThbg6kXUpJWGl7E1IGOCspRomTxdCARLviKw6E5SY8\"], directory: out, mode: list, subdirectories: true }")]
public sealed record SftpFetchOptions : SftpFileOptions
{
    /// <summary>Host, or <c>host:port</c>; port 22 if it is left out. Address of version 6 as <c>[::1]:22</c>.</summary>
    [Required]
    public required Expression Host { get; init; }

    /// <summary>Folder, from the home folder of the user, or from the root if it begins with <c>/</c>. Default: the home folder. It may not lead out of it by <c>..</c>.</summary>
    [DefaultText("\"\"")]
    public Expression? Directory { get; init; }

    /// <summary>Names that fit: <c>*</c> stands for any characters, <c>?</c> for one; with <c>regex</c> a regular expression. Default: all.</summary>
    [DefaultText("\"*\"")]
    public Expression? FileName { get; init; }

    /// <summary>What is fetched.</summary>
    public FetchMode Mode { get; init; } = FetchMode.File;

    /// <summary>Fails the step with IA3808 when no file fits.</summary>
    public bool Required { get; init; }

    /// <summary>A file that is fetched has no run of its own.</summary>
    public override IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var finding in base.Validate(validationContext))
        {
            yield return finding;
        }

        if (EmptyFiles == EmptyFiles.PutAway)
        {
            yield return new ValidationResult("'emptyFiles: putAway' is for channels that take files into a flow; write process or skip", [nameof(EmptyFiles)]);
        }
    }
}

/// <summary>What is fetched from a folder.</summary>
public enum FetchMode
{
    /// <summary>The first file that fits.</summary>
    File,

    /// <summary>
    /// A list of all that fit, 100,000 at most: <c>files/file</c> with the elements <c>path directory relativePath parent name modified modifiedText separator size permissions</c>; <c>modified</c> is milliseconds since 1970. Nothing is
    /// locked, deleted or moved.
    /// </summary>
    List,
}
