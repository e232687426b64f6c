namespace IntegrationActors.Adapters.Files;

/// <summary>
/// Files of a server or of a disk, as channels need them: paths are divided by <c>/</c> and begin with one. What fails is a <see cref="Core.Exchanges.FaultException"/>, with the codes of <see cref="FileFaults"/> where
/// they fit.
/// </summary>
public interface IFileAccess
{
    /// <summary>Kind of the channel among the locks of a tenant, such as <c>SFTP</c>.</summary>
    string Component { get; }

    /// <summary>Server or folder, for people.</summary>
    string Shown { get; }

    /// <summary>Who sees the files and where, in one text without blanks: tells equal paths apart.</summary>
    string Identity { get; }

    /// <summary>Whether it can still be used.</summary>
    bool IsOpen { get; }

    /// <summary>The whole path of one that a channel has.</summary>
    string Resolve(string path);

    /// <summary>Shows what is in a folder, one after the other, without itself and its parent.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="visit">Called for each; false ends the list.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>Whether all was shown.</returns>
    Task<bool> ListAsync(string folder, Func<FileEntry, bool> visit, CancellationToken cancel);

    /// <summary>A file or folder; null when there is none.</summary>
    Task<FileEntry?> StatAsync(string path, CancellationToken cancel);

    Task<Stream> OpenReadAsync(string path, CancellationToken cancel);

    /// <summary>Writes a new file, or over one that is there.</summary>
    Task UploadAsync(Stream source, string path, CancellationToken cancel);

    /// <summary>Writes behind the end of a file; makes it if there is none.</summary>
    Task AppendAsync(Stream source, string path, CancellationToken cancel);

    /// <summary>Cuts a file to what it was.</summary>
    Task TruncateAsync(string path, long size, CancellationToken cancel);

    Task DeleteAsync(string path, CancellationToken cancel);

    /// <summary>Renames a file; refused when there is one of the new name.</summary>
    Task RenameAsync(string from, string to, CancellationToken cancel);

    /// <summary>Renames a file; one of the new name is replaced.</summary>
    Task ReplaceAsync(string from, string to, CancellationToken cancel);

    Task CreateFolderAsync(string path, CancellationToken cancel);
}
