using IntegrationActors.Adapters.Polling;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Steps;

namespace IntegrationActors.Adapters.Files;

/// <summary>
/// Writes one file over one connection: (1) folders; (2) what to do about a file that is there; (3) the bytes, under another name; (4) the size on the server; (5) the name. What fails on the way
/// leaves nothing behind, as far as the server can still be reached.
/// </summary>
public sealed class FileWriter(IFileWritingOptions options, IFlowContext context)
{
    private static readonly TimeSpan AppendLock = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan AppendPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan AppendPatience = TimeSpan.FromMinutes(1);

    /// <summary>Writes the body of a message.</summary>
    /// <returns>Whether the file was written; it was not when there is one that is kept.</returns>
    public async ValueTask<bool> WriteAsync(IFileAccess connection, Exchange exchange, string path, string temporary, CancellationToken cancel)
    {
        path = connection.Resolve(path);
        await PrepareFolderAsync(connection, path[..path.LastIndexOf('/')], cancel);            // 1
        if (options.Existing == ExistingFile.Append)
        {
            await AppendAsync(connection, exchange, path, cancel);
            return true;
        }

        if (options.Existing != ExistingFile.Override && await ExistsAsync(connection, path, cancel)) // 2
        {
            return Keep(connection, path);
        }

        return await UploadAsync(connection, exchange, path, options.TemporaryFile ? connection.Resolve(temporary) : path, cancel);
    }

    private async ValueTask<bool> UploadAsync(IFileAccess connection, Exchange exchange, string path, string temporary, CancellationToken cancel)
    {
        try
        {
            await using (var body = exchange.Body.OpenRead())
            {
                await connection.UploadAsync(body, temporary, cancel);                          // 3
            }

            await CheckSizeAsync(connection, temporary, exchange.Body.Length ?? 0, cancel);     // 4
            return temporary == path || await RenameAsync(connection, temporary, path, cancel); // 5
        }
        catch (Exception) when (temporary != path)
        {
            await RemoveAsync(connection, temporary);
            throw;
        }
    }

    private async ValueTask<bool> RenameAsync(IFileAccess connection, string temporary, string path, CancellationToken cancel)
    {
        if (options.Existing == ExistingFile.Override)
        {
            await connection.ReplaceAsync(temporary, path, cancel);
            return true;
        }

        try
        {
            await connection.RenameAsync(temporary, path, cancel);
            return true;
        }
        catch (FaultException e) when (e.Fault.Code == FileFaults.Refused && connection.IsOpen)
        {
            if (!await ExistsAsync(connection, path, cancel))
            {
                throw;
            }

            // Somebody was faster.
            await RemoveAsync(connection, temporary);
            return Keep(connection, path);
        }
    }

    private bool Keep(IFileAccess connection, string path) => options.Existing == ExistingFile.Ignore
        ? false
        : throw new FaultException(FileFaults.Exists, $"{connection.Shown} has a file '{path}' already.", "Choose another name, or say with 'existing' what to do about it.");

    private async ValueTask AppendAsync(IFileAccess connection, Exchange exchange, string path, CancellationToken cancel)
    {
        await using var held = await LockAsync(connection, path, cancel);
        var before = (await connection.StatAsync(path, cancel))?.Size ?? 0;
        try
        {
            await using (var body = exchange.Body.OpenRead())
            {
                await connection.AppendAsync(body, path, cancel);
            }

            await CheckSizeAsync(connection, path, before + (exchange.Body.Length ?? 0), cancel);
        }
        catch (Exception)
        {
            await TakeBackAsync(connection, path, before);
            throw;
        }
    }

    private async ValueTask<KeptLock> LockAsync(IFileAccess connection, string path, CancellationToken cancel)
    {
        var request = FileLocks.Request(connection.Component, connection.Shown, FileLocks.EntryOf($"append {path}"), context.Flow, AppendLock);
        var since = context.Time.GetTimestamp();
        while (context.Time.GetElapsedTime(since) < AppendPatience)
        {
            if (await KeptLock.TakeAsync(context.Stores.Locks, request, context.Time, cancel) is { } held)
            {
                return held;
            }

            await Task.Delay(AppendPause, context.Time, cancel);
        }

        throw new FaultException(FileFaults.Refused, $"'{path}' is being written by other messages for more than a minute; nothing was written.", "Write fewer messages into one file, or send it again.");
    }

    private static async ValueTask CheckSizeAsync(IFileAccess connection, string path, long expected, CancellationToken cancel)
    {
        var size = (await connection.StatAsync(path, cancel))?.Size;
        if (size != expected)
        {
            throw new FaultException(
                FileFaults.Incomplete,
                $"{connection.Shown}: '{path}' has {(size is null ? "vanished" : $"{size} bytes")} after {expected} bytes were written.",
                "A full disk or a quota that is used up looks like this; or somebody else writes the same file.");
        }
    }

    // Best effort: a broken connection leaves the temporary file, which nobody takes for the real one.
    private static async ValueTask RemoveAsync(IFileAccess connection, string path)
    {
        try
        {
            await connection.DeleteAsync(path, CancellationToken.None);
        }
        catch (FaultException)
        {
            // The fault before says what is wrong.
        }
    }

    private static async ValueTask TakeBackAsync(IFileAccess connection, string path, long size)
    {
        try
        {
            await connection.TruncateAsync(path, size, CancellationToken.None);
        }
        catch (FaultException)
        {
            // The fault before says what is wrong.
        }
    }

    private async ValueTask<bool> ExistsAsync(IFileAccess connection, string path, CancellationToken cancel) => options.FastExistsCheck
        ? await connection.StatAsync(path, cancel) is not null
        : !await connection.ListAsync(path[..Math.Max(1, path.LastIndexOf('/'))], file => file.Path != path, cancel);

    private async ValueTask PrepareFolderAsync(IFileAccess connection, string folder, CancellationToken cancel)
    {
        if (folder.Length == 0 || (!options.CreateDirectories && !options.Stepwise) || await connection.StatAsync(folder, cancel) is { IsFolder: true })
        {
            return;
        }

        var end = options.Stepwise ? folder.IndexOf('/', 1) : folder.Length;
        for (; ; end = folder.IndexOf('/', end + 1))
        {
            await PrepareStepAsync(connection, end < 0 ? folder : folder[..end], cancel);
            if (end < 0 || end == folder.Length)
            {
                return;
            }
        }
    }

    private async ValueTask PrepareStepAsync(IFileAccess connection, string folder, CancellationToken cancel)
    {
        if (await connection.StatAsync(folder, cancel) is { } found)
        {
            if (!found.IsFolder)
            {
                throw FileFaults.Path(folder, "is a file, not a folder");
            }

            return;
        }

        if (!options.CreateDirectories)
        {
            throw FileFaults.Missing(connection.Shown, folder);
        }

        try
        {
            await connection.CreateFolderAsync(folder, cancel);
        }
        catch (FaultException e) when (e.Fault.Code == FileFaults.Refused)
        {
            // Somebody else may have been faster.
            if (await connection.StatAsync(folder, cancel) is null)
            {
                throw;
            }
        }
    }
}
