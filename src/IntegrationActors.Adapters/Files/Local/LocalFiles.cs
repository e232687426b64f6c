using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Adapters.Files.Local;

/// <summary>The files below the folder that the node allows a tenant.</summary>
internal sealed class LocalFiles : IFileAccess
{
    /// <summary>Kind of the channel among the locks of a tenant.</summary>
    public const string Channel = "FILE";

    private const int BufferSize = 64 * 1024;

    private readonly LocalPaths _paths;
    private readonly string _tenant;

    private LocalFiles(string tenant, string root) => (_tenant, _paths) = (tenant, new LocalPaths(root));

    public string Component => Channel;

    // The folder of the node is nobody's business in a tenant.
    public string Shown => $"file:{_tenant}";

    public string Identity => $"file:{_tenant}@{Environment.MachineName}";

    public bool IsOpen => true;

    /// <summary>The files of a tenant.</summary>
    /// <exception cref="FaultException">IA3930: it may use no folder.</exception>
    public static LocalFiles Of(FileFolders folders, string tenant) => new(tenant, folders.Find(tenant));

    public string Resolve(string path) => $"/{path.Trim('/')}";

    public Task<bool> ListAsync(string folder, Func<FileEntry, bool> visit, CancellationToken cancel) => CallAsync($"listing '{folder}'", () =>
    {
        foreach (var real in Directory.EnumerateFileSystemEntries(_paths.Map(folder)))
        {
            cancel.ThrowIfCancellationRequested();
            if (LocalEntries.Find($"{folder.TrimEnd('/')}/{Path.GetFileName(real)}", real) is { } entry && !visit(entry))
            {
                return false;
            }
        }

        return true;
    });

    public Task<FileEntry?> StatAsync(string path, CancellationToken cancel) => CallAsync($"looking at '{path}'", () => LocalEntries.Find(path, _paths.Map(path)));

    public Task<Stream> OpenReadAsync(string path, CancellationToken cancel) => CallAsync<Stream>($"opening '{path}'", () => Open(path, FileMode.Open, FileAccess.Read));

    public Task UploadAsync(Stream source, string path, CancellationToken cancel) => WriteAsync(source, path, FileMode.Create, "writing", cancel);

    public Task AppendAsync(Stream source, string path, CancellationToken cancel) => WriteAsync(source, path, FileMode.Append, "appending to", cancel);

    public Task TruncateAsync(string path, long size, CancellationToken cancel) => CallAsync($"shortening '{path}'", () =>
    {
        using var file = Open(path, FileMode.Open, FileAccess.ReadWrite);
        file.SetLength(size);
        file.Flush(flushToDisk: true);
        return true;
    });

    public Task DeleteAsync(string path, CancellationToken cancel) => CallAsync($"deleting '{path}'", () =>
    {
        var real = Existing(path);
        File.Delete(real);
        FolderSync.Flush(Path.GetDirectoryName(real)!);
        return true;
    });

    public Task RenameAsync(string from, string to, CancellationToken cancel) => MoveAsync(from, to, overwrite: false);

    public Task ReplaceAsync(string from, string to, CancellationToken cancel) => MoveAsync(from, to, overwrite: true);

    public Task CreateFolderAsync(string path, CancellationToken cancel) => CallAsync($"making the folder '{path}'", () =>
    {
        var real = _paths.Map(path);
        Directory.CreateDirectory(real);
        FolderSync.Flush(Path.GetDirectoryName(real)!);
        return true;
    });

    private Task MoveAsync(string from, string to, bool overwrite) => CallAsync($"renaming '{from}' to '{to}'", () =>
    {
        var (source, target) = (Existing(from), _paths.Map(to));
        File.Move(source, target, overwrite);
        FolderSync.Flush(Path.GetDirectoryName(target)!);
        return true;
    });

    private async Task WriteAsync(Stream source, string path, FileMode mode, string what, CancellationToken cancel)
    {
        try
        {
            await using var file = Open(path, mode, FileAccess.Write);
            await source.CopyToAsync(file, BufferSize, cancel);
            await file.FlushAsync(cancel);
            file.Flush(flushToDisk: true);
        }
        catch (Exception e) when (Explain(e, $"{what} '{path}'") is { } fault)
        {
            throw new FaultException(fault);
        }
    }

    private FileStream Open(string path, FileMode mode, FileAccess access)
    {
        var real = _paths.Map(path);
        if (LocalEntries.Find(path, real) is { IsRegular: false })
        {
            throw FileFaults.Path(path, "is a folder, named pipe, socket or device, and no file");
        }

        var file = new FileStream(real, new FileStreamOptions { Mode = mode, Access = access, Share = FileShare.ReadWrite | FileShare.Delete, Options = FileOptions.Asynchronous, BufferSize = BufferSize });
        try
        {
            _paths.Verify(file.SafeFileHandle, path);
            return file;
        }
        catch (FaultException)
        {
            file.Dispose();
            throw;
        }
    }

    private string Existing(string path) => _paths.Map(path) is var real && File.Exists(real) ? real : throw new FileNotFoundException(null, path);

    // Off the thread of the flow: disks may take their time.
    private Task<T> CallAsync<T>(string what, Func<T> call) => Task.Run(() =>
    {
        try
        {
            return call();
        }
        catch (Exception e) when (Explain(e, what) is { } fault)
        {
            throw new FaultException(fault);
        }
    });

    private Fault? Explain(Exception exception, string what) => exception switch
    {
        FileNotFoundException or DirectoryNotFoundException => new Fault(FileFaults.NotFound, $"{Shown}: {what}: there is no such file or folder.", "Check the path: it starts in the folder that the node allows the tenant.", exception),
        UnauthorizedAccessException => new Fault(FileFaults.Denied, $"{Shown}: {what}: the system does not allow it.", "Check what the user of the node may do there.", exception),
        IOException => new Fault(FileFaults.Refused, $"{Shown}: {what}: {Text(exception)}", "A full disk or a quota that is used up looks like this.", exception),
        _ => null,
    };

    // Without the path on the disk, which messages of the system have in quotes.
    private static string Text(Exception exception) => exception.HResult switch
    {
        28 => "no space is left on the disk",
        17 => "there is a file of this name",
        _ => $"the system refused it (error {exception.HResult})",
    };
}
