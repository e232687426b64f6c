using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Adapters.Files;

/// <summary>
/// What happens to a file at the end. Completed: (1) it is noted as through; (2) it is deleted or moved; (3) it is forgotten; (4) it is given free. A node that dies after (1) leaves the rest to the next
/// poll, which does not run it again.
/// </summary>
public sealed class FileClosing(IFileTakingOptions options, IFileSession session, FileSelection selection, FileMemory memory)
{
    /// <summary>Puts a file away whose run is completed.</summary>
    /// <exception cref="FaultException">The file could not be put away; the next poll tries again, without a run when the memory knows it.</exception>
    public async ValueTask CompleteAsync(TakenFile file)
    {
        await using (file.Lock)                                                 // 4
        {
            if (!file.Lock.IsHeld)
            {
                await memory.AbandonAsync(file.Claim);
                throw FileFaults.Lost(file.File.Path);
            }

            await memory.CompleteAsync(file.Claim);                             // 1
            await FinishAsync(file.File, file.Archive, file.Claim);
        }
    }

    /// <summary>Puts a file away whose run was completed before.</summary>
    public async ValueTask FinishAsync(FileEntry file, string? archive, FileClaim claim)
    {
        if (options.PostProcessing == PostProcessing.Keep)
        {
            return;
        }

        var connection = await session.OpenAsync(CancellationToken.None);
        if (archive is null)                                                    // 2
        {
            await RemoveAsync(connection, file.Path);
        }
        else
        {
            await MoveAsync(connection, file.Path, archive);
        }

        if (options.ReadLock == ReadLockStrategy.DoneFile)
        {
            await RemoveAsync(connection, selection.DoneFileOf(file));
        }

        await memory.ForgetAsync(claim);                                        // 3
    }

    /// <summary>Leaves a file where it is, for a later poll.</summary>
    public async ValueTask GiveBackAsync(TakenFile file)
    {
        await using (file.Lock)
        {
            await memory.AbandonAsync(file.Claim);
        }
    }

    // It is gone already when the answer to the first try was lost.
    private static async ValueTask RemoveAsync(IFileAccess connection, string path)
    {
        try
        {
            await connection.DeleteAsync(path, CancellationToken.None);
        }
        catch (FaultException e) when (e.Fault.Code == FileFaults.NotFound)
        {
            // As wanted.
        }
    }

    private static async ValueTask MoveAsync(IFileAccess connection, string path, string archive)
    {
        try
        {
            await connection.ReplaceAsync(path, archive, CancellationToken.None);
        }
        catch (FaultException e) when (e.Fault.Code == FileFaults.NotFound)
        {
            for (var end = archive.IndexOf('/', 1); end > 0; end = archive.IndexOf('/', end + 1))
            {
                await PrepareAsync(connection, archive[..end]);
            }

            await connection.ReplaceAsync(path, archive, CancellationToken.None);
        }
    }

    private static async ValueTask PrepareAsync(IFileAccess connection, string folder)
    {
        if (await connection.StatAsync(folder, CancellationToken.None) is not null)
        {
            return;
        }

        try
        {
            await connection.CreateFolderAsync(folder, CancellationToken.None);
        }
        catch (FaultException e) when (e.Fault.Code == FileFaults.Refused)
        {
            // Another file may have been faster.
            if (await connection.StatAsync(folder, CancellationToken.None) is null)
            {
                throw;
            }
        }
    }
}
