using System.ComponentModel.DataAnnotations;
using IntegrationActors.Adapters.Polling;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Adapters.Files.Local.Sender;

/// <summary>
/// Takes files from a folder of the node, below the one that its configuration allows the tenant: each becomes a message, whose body streams from the disk while the flow reads it. At least once: a file is deleted or
/// moved when its run is completed; one whose run failed stays, and comes again with a later poll, behind those that did not fail. No two flows of the tenant work on one file at the same time, nor do two nodes on
/// one disk. Hidden files (<c>.name</c>) and links are passed over, and no path leads over a link. The flow finds in the headers <c>CamelFileName</c> the path below the folder, in <c>CamelFileNameOnly</c> the
/// name, in <c>CamelFileParent</c> the folder, in <c>CamelFileLength</c> the size in bytes and in <c>CamelFileLastModified</c> the time of the last change (milliseconds since 1970).
/// </summary>
[SenderChannel("file", typeof(FileSenderAdapter), Sap = "SMB sender, NFS sender (edge)", Camel = "file")]
[Example("Every minute; files are deleted when they are through", "file: { directory: out, fileName: \"orders-*.csv\", poll: 1m }")]
[Example("In the order of their names; files that did not change for 5 seconds; they go to an archive", "file: { directory: postings, readLock: changed, readLockInterval: 5s, sortBy: name, postProcessing: move, archive: \"archive/${date:now:yyyy-MM-dd}/\" }")]
public sealed record FileSenderOptions : IFileSenderOptions, IValidatableObject
{
    /// <summary>Folder, below the one that the node allows the tenant. Default: that one.</summary>
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

    /// <summary>Reads <c>fileName</c> as a regular expression for the whole name; one that takes longer than 5 s for a name fails the poll.</summary>
    public bool Regex { get; init; }

    /// <summary>Takes files of folders below too, to a depth of 32; <c>fileName</c> holds for the last part of their paths.</summary>
    public bool Subdirectories { get; init; }

    /// <summary>Leaves the folders out of header <c>CamelFileName</c>.</summary>
    [Advanced]
    public bool Flatten { get; init; }

    /// <summary>In which order files are taken; without <c>singlePoller</c> each node sorts what it takes itself.</summary>
    public FileOrder SortBy { get; init; } = FileOrder.None;

    /// <summary>Whether the order is turned round.</summary>
    public bool Descending { get; init; }

    /// <summary>How the channel tells that a file is complete. A writer that renames its files when they are complete needs none.</summary>
    public ReadLockStrategy ReadLock { get; init; } = ReadLockStrategy.None;

    /// <summary>How long a file must have stayed as it is for <c>readLock: changed</c>, and the pause between the four attempts of <c>readLock: rename</c>; 100 ms to 5 m.</summary>
    [DefaultText("1s")]
    [Range(typeof(TimeSpan), "100ms", "5m")]
    public TimeSpan ReadLockInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Name of the done file for <c>readLock: doneFile</c>, beside the file; <c>*</c> stands for the name of the file. Done files are no messages.</summary>
    [RegularExpression("[^/*]*\\*[^/*]*", ErrorMessage = "must have one '*' for the name of the file, and no '/'")]
    [DefaultText("\"*.done\"")]
    public string DoneFile { get; init; } = "*.done";

    /// <summary>What happens to empty files.</summary>
    public EmptyFiles EmptyFiles { get; init; } = EmptyFiles.Process;

    /// <summary>Larger files are passed over, and the status of the channel counts them. Default: no limit, because bodies stream.</summary>
    public ByteSize? MaxFileSize { get; init; }

    /// <summary>What happens to a file whose run is completed.</summary>
    public PostProcessing PostProcessing { get; init; } = PostProcessing.Delete;

    /// <summary>
    /// Where <c>postProcessing: move</c> puts files: a path from the folder of the file, or from the folder of the tenant if it begins with <c>/</c>; one that ends in <c>/</c> is a folder. Folders are made, a file of the same
    /// name is replaced. Headers of the file and dates may be used.
    /// </summary>
    public Expression? Archive { get; init; }

    /// <summary>After this time another node may take a file whose node died, 10 s to 1 d. The lock is renewed while the file is worked on, however long that takes.</summary>
    [Advanced]
    [DefaultText("2m")]
    [Range(typeof(TimeSpan), "10s", "1d")]
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Order, archive and pattern have to fit.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if ((PostProcessing == PostProcessing.Move) != (Archive is not null))
        {
            yield return new ValidationResult("'archive' and 'postProcessing: move' go together", [nameof(Archive)]);
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

        if (Directory.Split('/', '\\').Contains("..", StringComparer.Ordinal))
        {
            yield return new ValidationResult($"'{Directory}' leads out of the folder by '..'", [nameof(Directory)]);
        }
    }
}
