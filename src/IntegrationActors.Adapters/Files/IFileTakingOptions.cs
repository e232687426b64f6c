using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Adapters.Files;

/// <summary>Which files a channel takes from a folder, how it tells that they are complete, and what becomes of them. What each option means stands with the options of the channel.</summary>
public interface IFileTakingOptions
{
    bool Regex { get; }

    bool Subdirectories { get; }

    bool Flatten { get; }

    FileOrder SortBy { get; }

    bool Descending { get; }

    ReadLockStrategy ReadLock { get; }

    TimeSpan ReadLockInterval { get; }

    string DoneFile { get; }

    EmptyFiles EmptyFiles { get; }

    ByteSize? MaxFileSize { get; }

    PostProcessing PostProcessing { get; }

    Expression? Archive { get; }

    TimeSpan LockTimeout { get; }
}

/// <summary>In which order files are taken.</summary>
public enum FileOrder
{
    /// <summary>As the server lists them.</summary>
    None,

    /// <summary>By path, character by character.</summary>
    Name,

    /// <summary>By size.</summary>
    Size,

    /// <summary>By the time of their last change, to the second; then by path.</summary>
    Timestamp,
}

/// <summary>How a channel tells that a file is complete.</summary>
public enum ReadLockStrategy
{
    /// <summary>Takes every file it sees.</summary>
    None,

    /// <summary>Takes files whose size and time did not change for a while.</summary>
    Changed,

    /// <summary>Takes files that have a done file beside them. It is deleted with the file, or when the file is moved.</summary>
    DoneFile,

    /// <summary>Takes files that can be renamed, for servers on which that fails while somebody writes. The file has its own name again before it is read.</summary>
    Rename,
}

/// <summary>What happens to empty files.</summary>
public enum EmptyFiles
{
    /// <summary>They are messages with an empty body.</summary>
    Process,

    /// <summary>They stay where they are.</summary>
    Skip,

    /// <summary>They are logged and put away as after a completed run, and the flow does not run. Senders only. With <c>readLock: none</c> a file that its writer has just opened is empty too.</summary>
    PutAway,
}

/// <summary>What happens to a file whose run is completed.</summary>
public enum PostProcessing
{
    /// <summary>It is deleted, and its done file.</summary>
    Delete,

    /// <summary>It stays; with <c>idempotent: false</c> it comes again with each poll.</summary>
    Keep,

    /// <summary>It is moved to <c>archive</c>.</summary>
    Move,
}
