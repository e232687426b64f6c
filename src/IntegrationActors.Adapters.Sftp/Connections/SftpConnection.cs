using System.Globalization;
using IntegrationActors.Adapters.Connections;
using IntegrationActors.Adapters.Files;
using IntegrationActors.Core.Exchanges;
using Renci.SshNet;
using Renci.SshNet.Common;
using Renci.SshNet.Sftp;

namespace IntegrationActors.Adapters.Sftp.Connections;

/// <summary>One session with a server. Every call ends within the time-out of the channel, or with a fault that says what was tried.</summary>
internal sealed class SftpConnection(SftpClient client, SftpTarget target) : IFileAccess, IIdleConnection
{
    /// <summary>Kind of the channel among the locks of a tenant.</summary>
    public const string Channel = "SFTP";

    private readonly TimeSpan _timeout = target.Options.Timeout;

    public SftpTarget Target => target;

    public string TargetKey => target.Key;

    public string Component => Channel;

    public string Shown => target.Shown;

    public string Identity => $"{target.Login.User}@{target.Address}";

    public bool IsOpen => client.IsConnected;

    /// <summary>A path as the server writes it: one that does not begin with '/' starts in the folder of the login.</summary>
    public string Resolve(string path) => path.StartsWith('/') ? path : $"{client.WorkingDirectory.TrimEnd('/')}/{path}".TrimEnd('/') is { Length: > 0 } full ? full : "/";

    /// <summary>Shows what is in a folder, without itself and its parent, as the server tells it.</summary>
    public Task<bool> ListAsync(string folder, Func<FileEntry, bool> visit, CancellationToken cancel) => CallAsync($"listing '{folder}'", async limit =>
    {
        await foreach (var file in client.ListDirectoryAsync(folder, limit.Token))
        {
            limit.CancelAfter(_timeout);
            if (file.Name is not ("." or "..") && !visit(FileOf($"{folder.TrimEnd('/')}/{file.Name}", file.Attributes)))
            {
                return false;
            }
        }

        return true;
    }, cancel);

    /// <summary>A file or folder; null when there is none.</summary>
    public Task<FileEntry?> StatAsync(string path, CancellationToken cancel) => CallAsync<FileEntry?>($"looking at '{path}'", async limit =>
    {
        try
        {
            return FileOf(path, await client.GetAttributesAsync(path, limit.Token));
        }
        catch (SftpPathNotFoundException)
        {
            return null;
        }
    }, cancel);

    public Task<Stream> OpenReadAsync(string path, CancellationToken cancel) => CallAsync<Stream>(
        $"opening '{path}'", async limit => new RemoteFileStream(await client.OpenAsync(path, FileMode.Open, FileAccess.Read, limit.Token), this, path), cancel);

    /// <summary>Writes a new file, or over one that is there.</summary>
    public Task UploadAsync(Stream source, string path, CancellationToken cancel) => CallAsync($"writing '{path}'", async limit =>
    {
        await client.UploadFileAsync(source, path, canOverride: true, new Progress(limit, _timeout), limit.Token);
        return true;
    }, cancel);

    /// <summary>Writes behind the end of a file; makes it if there is none.</summary>
    public Task AppendAsync(Stream source, string path, CancellationToken cancel) => CallAsync($"appending to '{path}'", async limit =>
    {
        await using var file = await client.OpenAsync(path, FileMode.Append, FileAccess.Write, limit.Token);
        var buffer = new byte[64 * 1024];
        int count;
        while ((count = await source.ReadAsync(buffer, limit.Token)) > 0)
        {
            await file.WriteAsync(buffer.AsMemory(0, count), limit.Token);
            limit.CancelAfter(_timeout);
        }

        await file.FlushAsync(limit.Token);
        return true;
    }, cancel);

    /// <summary>Cuts a file to what it was.</summary>
    public Task TruncateAsync(string path, long size, CancellationToken cancel) => CallAsync($"shortening '{path}'", async limit =>
    {
        await using var file = await client.OpenAsync(path, FileMode.Open, FileAccess.ReadWrite, limit.Token);
        file.SetLength(size);
        return true;
    }, cancel);

    public Task DeleteAsync(string path, CancellationToken cancel) => CallAsync($"deleting '{path}'", async limit =>
    {
        await client.DeleteFileAsync(path, limit.Token);
        return true;
    }, cancel);

    /// <summary>Renames a file; fails when there is one of the new name.</summary>
    public Task RenameAsync(string from, string to, CancellationToken cancel) => CallAsync($"renaming '{from}' to '{to}'", async limit =>
    {
        await client.RenameFileAsync(from, to, limit.Token);
        return true;
    }, cancel);

    /// <summary>Renames a file; one of the new name is replaced, in one go if the server can (posix-rename@openssh.com).</summary>
    public Task ReplaceAsync(string from, string to, CancellationToken cancel) => CallAsync($"renaming '{from}' to '{to}'", async limit =>
    {
        try
        {
            // The library has no asynchronous form of it.
            await Task.Run(() => client.RenameFile(from, to, isPosix: true), limit.Token).WaitAsync(limit.Token);
        }
        catch (NotSupportedException)
        {
            await RemoveIfThereAsync(to, limit.Token);
            await client.RenameFileAsync(from, to, limit.Token);
        }

        return true;
    }, cancel);

    public Task CreateFolderAsync(string path, CancellationToken cancel) => CallAsync($"making the folder '{path}'", async limit =>
    {
        await client.CreateDirectoryAsync(path, limit.Token);
        return true;
    }, cancel);

    /// <summary>Whether the server still answers.</summary>
    public async ValueTask<bool> AnswersAsync(CancellationToken cancel)
    {
        try
        {
            return await StatAsync(client.WorkingDirectory, cancel) is not null;
        }
        catch (FaultException)
        {
            return false;
        }
    }

    /// <summary>The fault behind an exception of a transfer.</summary>
    public Exception Explain(Exception exception, string what) => exception is SshOperationTimeoutException
        ? SftpFaults.TimedOut(target.Shown, what, _timeout, exception)
        : SftpFaults.Of(exception, target.Shown, what) is { } fault ? new FaultException(fault) : exception;

    public void Dispose() => client.Dispose();

    private async Task RemoveIfThereAsync(string path, CancellationToken cancel)
    {
        try
        {
            await client.DeleteFileAsync(path, cancel);
        }
        catch (SftpPathNotFoundException)
        {
            // As wanted.
        }
    }

    private async Task<T> CallAsync<T>(string what, Func<CancellationTokenSource, Task<T>> call, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(_timeout);
        try
        {
            return await call(limit);
        }
        catch (Exception e) when (!cancel.IsCancellationRequested && e is OperationCanceledException or SshOperationTimeoutException)
        {
            throw SftpFaults.TimedOut(target.Shown, what, _timeout, e);
        }
        catch (Exception e) when (!cancel.IsCancellationRequested && SftpFaults.Of(e, target.Shown, what) is { } fault)
        {
            throw new FaultException(fault);
        }
    }

    private static FileEntry FileOf(string path, SftpFileAttributes attributes) => new(path, attributes.Size, new DateTimeOffset(attributes.LastWriteTimeUtc, TimeSpan.Zero))
    {
        IsFolder = attributes.IsDirectory,
        IsRegular = attributes.IsRegularFile,
        Permissions = PermissionsOf(attributes),
    };

    private static string PermissionsOf(SftpFileAttributes a) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Digit(a.OwnerCanRead, a.OwnerCanWrite, a.OwnerCanExecute)}{Digit(a.GroupCanRead, a.GroupCanWrite, a.GroupCanExecute)}{Digit(a.OthersCanRead, a.OthersCanWrite, a.OthersCanExecute)}");

    private static int Digit(bool read, bool write, bool execute) => (read ? 4 : 0) + (write ? 2 : 0) + (execute ? 1 : 0);

    /// <summary>Each part that went out starts the time-out again.</summary>
    private sealed class Progress(CancellationTokenSource limit, TimeSpan timeout) : IProgress<UploadFileProgressReport>
    {
        public void Report(UploadFileProgressReport value) => limit.CancelAfter(timeout);
    }
}
