using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Adapters.Files;

/// <summary>Makes sure that a file is complete, as far as can be known from outside.</summary>
public sealed class ReadLock(IFileTakingOptions options, FileSelection selection, TimeProvider time)
{
    /// <summary>End of the name that a file has for a moment; a dot stands before it.</summary>
    public const string Suffix = ".lock";

    private const int Attempts = 4;

    /// <summary>The files to take. With <c>changed</c> the folder is looked at twice, once for all files, and only what is the same both times is taken.</summary>
    /// <inheritdoc cref="FileSelection.FindAsync" path="/param"/>
    public async ValueTask<FoundFiles> SelectAsync(IFileAccess connection, int most, Func<FileEntry, int?> rankOf, CancellationToken cancel)
    {
        var first = await selection.FindAsync(connection, most, rankOf, cancel);
        foreach (var orphan in first.Orphans)
        {
            await FreeAsync(connection, orphan, cancel);
        }

        if (options.ReadLock != ReadLockStrategy.Changed || first.Files.Count == 0)
        {
            return first;
        }

        await Task.Delay(options.ReadLockInterval, time, cancel);
        var before = first.Files.ToDictionary(file => file.Path, StringComparer.Ordinal);
        var second = await selection.FindAsync(connection, most, rankOf, cancel);
        var same = second.Files.Where(file => before.TryGetValue(file.Path, out var known) && known.IsSameAs(file)).ToArray();
        return second with { Files = same, Incomplete = second.Files.Count - same.Length };
    }

    /// <summary>The file as it is now that nobody else has it; null when it is gone, or not complete.</summary>
    public async ValueTask<FileEntry?> TryAsync(IFileAccess connection, FileEntry found, CancellationToken cancel)
    {
        if (await connection.StatAsync(found.Path, cancel) is not { IsRegular: true } file)
        {
            return null;
        }

        return options.ReadLock switch
        {
            ReadLockStrategy.Changed => file.IsSameAs(found) ? file : null,
            ReadLockStrategy.Rename => await RenameAsync(connection, file, cancel) ? file : null,
            _ => file,
        };
    }

    // Its holder, if it lives, finds its own name taken away, and tries again.
    private static async ValueTask FreeAsync(IFileAccess connection, FileEntry orphan, CancellationToken cancel)
    {
        try
        {
            await connection.RenameAsync(orphan.Path, $"{orphan.Folder.TrimEnd('/')}/{orphan.Name[1..^Suffix.Length]}", cancel);
        }
        catch (FaultException e) when (e.Fault.Code is FileFaults.Refused or FileFaults.NotFound)
        {
            // It has its name already, or there is a newer file of that name.
        }
    }

    private async ValueTask<bool> RenameAsync(IFileAccess connection, FileEntry file, CancellationToken cancel)
    {
        var name = $"{file.Folder.TrimEnd('/')}/.{file.Name}{Suffix}";
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await connection.RenameAsync(file.Path, name, cancel);
                await connection.RenameAsync(name, file.Path, CancellationToken.None);
                return true;
            }
            catch (FaultException e) when (e.Fault.Code is FileFaults.Refused or FileFaults.Denied or FileFaults.NotFound)
            {
                if (attempt == Attempts)
                {
                    return false;
                }

                await Task.Delay(options.ReadLockInterval, time, cancel);
            }
        }
    }
}
