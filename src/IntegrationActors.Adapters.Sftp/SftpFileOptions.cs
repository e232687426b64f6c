using System.ComponentModel.DataAnnotations;
using IntegrationActors.Adapters.Files;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Adapters.Sftp;

/// <summary>Which files a channel takes from a folder, how it tells that they are complete, and what becomes of them.</summary>
public abstract record SftpFileOptions : SftpChannelOptions, IFileTakingOptions
{
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

    /// <summary>How long a file must have stayed as it is for <c>readLock: changed</c>, and the pause between the four attempts of <c>readLock: rename</c>; 100 ms to 5 m. Servers tell times to the second.</summary>
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
    /// Where <c>postProcessing: move</c> puts files: a path from the folder of the file, or from the root if it begins with <c>/</c>; one that ends in <c>/</c> is a folder. Folders are made, a file of the same
    /// name is replaced. Headers of the file and dates may be used.
    /// </summary>
    public Expression? Archive { get; init; }

    /// <summary>After this time another node may take a file whose node died, 10 s to 1 d. The lock is renewed while the file is worked on, however long that takes.</summary>
    [Advanced]
    [DefaultText("2m")]
    [Range(typeof(TimeSpan), "10s", "1d")]
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The archive has to fit.</summary>
    public override IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var finding in base.Validate(validationContext))
        {
            yield return finding;
        }

        if ((PostProcessing == PostProcessing.Move) != (Archive is not null))
        {
            yield return new ValidationResult("'archive' and 'postProcessing: move' go together", [nameof(Archive)]);
        }
    }
}
