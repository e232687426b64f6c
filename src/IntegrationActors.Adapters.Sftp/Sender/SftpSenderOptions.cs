using System.ComponentModel.DataAnnotations;
using IntegrationActors.Adapters.Files;
using IntegrationActors.Adapters.Polling;
using IntegrationActors.Adapters.Sftp.Connections;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Adapters.Sftp.Sender;

/// <summary>
/// Takes files from a folder of an SFTP server: each becomes a message, whose body streams from the server while the flow reads it. At least once: a file is deleted or moved when its run is completed;
/// one whose run failed stays, and comes again with a later poll, behind those that did not fail. No two nodes or flows of the tenant work on one file at the same time. Hidden files (<c>.name</c>), links and
/// devices are passed over. The flow finds in the headers <c>CamelFileName</c> the path below the folder, in <c>CamelFileNameOnly</c> the name, in <c>CamelFileParent</c> the folder, in
/// <c>CamelFileLength</c> the size in bytes and in <c>CamelFileLastModified</c> the time of the last change (milliseconds since 1970).
/// </summary>
[SenderChannel("sftp", typeof(SftpSenderAdapter), Sap = "SFTP sender", Camel = "sftp")]
[Example("Every minute, from a server whose fingerprint is known; files are deleted when they are through", "sftp: { host: sftp.example.com, credential: shop-sftp, hostKeys: [\"SHA256:nThbg6kXUpJWGl7E1IGOCspRomTxdCARLviKw6E5SY8\"], directory: out, fileName: \"orders-*.csv\", poll: 1m }")]
[Example("In the order of their names, one node alone; done files say what is complete; files go to an archive", "sftp: { host: sftp.example.com, user: erp, privateKey: erp-key, hostKeys: [\"SHA256:nThbg6kXUpJWGl7E1IGOCspRomTxdCARLviKw6E5SY8\"], directory: postings, readLock: doneFile, singlePoller: true, sortBy: name, stopOnException: true, postProcessing: move, archive: \"archive/${date:now:yyyy-MM-dd}/\", poll: { cron: \"*/5 6-20 * * MON-FRI\", timeZone: Europe/Berlin } }")]
public sealed record SftpSenderOptions : SftpFileOptions, IFileSenderOptions
{
    /// <summary>Host, or <c>host:port</c>; port 22 if it is left out. Address of version 6 as <c>[::1]:22</c>.</summary>
    [Required]
    public required string Host { get; init; }

    /// <summary>Folder, from the home folder of the user, or from the root if it begins with <c>/</c>. Default: the home folder.</summary>
    [DefaultText("\"\"")]
    public string Directory { get; init; } = "";

    /// <summary>Names of files to take: <c>*</c> stands for any characters, <c>?</c> for one. Upper and lower case differ. Default: all.</summary>
    [DefaultText("\"*\"")]
    public string FileName { get; init; } = "*";

    /// <summary>When to look.</summary>
    [DefaultText("10s")]
    public PollOptions? Poll { get; init; }

    /// <summary>Most files of one poll, 1 to 500; the others wait for the next one.</summary>
    [Range(1, 500)]
    public int MaxMessagesPerPoll { get; init; } = 20;

    /// <summary>
    /// Files of a poll that run at once on each node, 1 to 64. With more than one they begin in order and may overtake each other, and post-processing still comes after the run of each. Many small files are
    /// limited by round trips and commits, which then overlap.
    /// </summary>
    [Range(1, 64)]
    public int Concurrency { get; init; } = 1;

    /// <summary>One node of the cluster polls; another one goes on half a minute after it died.</summary>
    public bool SinglePoller { get; init; }

    /// <summary>A file whose run fails ends the poll, and is the first of the next one, so that none overtakes it. Needs <c>singlePoller</c>.</summary>
    public bool StopOnException { get; init; }

    /// <summary>
    /// Remembers which files are through, so that a node that dies between the end of a run and the post-processing does not bring the file twice, and that <c>postProcessing: keep</c> brings each
    /// file once. With <c>keep</c> a file is known by its path for 90 days, whatever it has become meanwhile; otherwise by path, size and time, until it is gone.
    /// </summary>
    public bool Idempotent { get; init; } = true;

    /// <summary>Host, order and archive have to fit.</summary>
    public override IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var finding in base.Validate(validationContext))
        {
            yield return finding;
        }

        if (!SftpAddress.TryParse(Host, out _))
        {
            yield return new ValidationResult($"'{Host}' is no host; write a name or an address, and a port behind a colon if it is not 22", [nameof(Host)]);
        }

        if (StopOnException && Concurrency != 1)
        {
            yield return new ValidationResult("'stopOnException' takes one file after the other; leave out 'concurrency'", [nameof(Concurrency)]);
        }

        if (StopOnException && !SinglePoller)
        {
            yield return new ValidationResult("'stopOnException' needs 'singlePoller: true': other nodes would go on", [nameof(StopOnException)]);
        }

        if (Regex && FileSelection.ProblemOf(FileName) is { } problem)
        {
            yield return new ValidationResult($"'{FileName}' is no regular expression: {problem}", [nameof(FileName)]);
        }
    }
}
