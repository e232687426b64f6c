using IntegrationActors.Adapters.Polling;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Steps;
using IntegrationActors.Core.Stores.Idempotency;

namespace IntegrationActors.Adapters.Files;

/// <summary>Takes one file, so that nobody else works on it: (1) its lock; (2) it is still there, and complete; (3) the memory does not know it as through: otherwise it is only put away.</summary>
public sealed class FileTaking(IFileTakingOptions options, IFlowContext context, IFileSession session, FileSelection selection, bool isIdempotent)
{
    private readonly ReadLock _readLock = new(options, selection, context.Time);
    private readonly FileMemory _memory = new(options, isIdempotent, context);

    /// <summary>What happens to the file at the end.</summary>
    public FileClosing Closing => field ??= new FileClosing(options, session, selection, _memory);

    /// <summary>Told of files that stay although they are through.</summary>
    public Action<FileEntry> Kept { get; init; } = _ => { };

    /// <summary>The first files that could be taken.</summary>
    /// <inheritdoc cref="FileSelection.FindAsync" path="/param"/>
    public ValueTask<FoundFiles> SelectAsync(IFileAccess connection, int most, Func<FileEntry, int?> rankOf, CancellationToken cancel) => _readLock.SelectAsync(connection, most, rankOf, cancel);

    /// <summary>The file, or null when it is not to be had now or needs no run.</summary>
    public async ValueTask<TakenFile?> TryAsync(IFileAccess connection, FileEntry found, CancellationToken cancel)
    {
        var request = FileLocks.Request(connection.Component, connection.Shown, FileLocks.EntryOf(found.Path), context.Flow, options.LockTimeout);
        if (await KeptLock.TakeAsync(context.Stores.Locks, request, context.Time, cancel) is not { } held) // 1
        {
            return null;
        }

        TakenFile? taken = null;
        try
        {
            if (await _readLock.TryAsync(connection, found, cancel) is { } file)                    // 2
            {
                taken = await ClaimAsync(connection, file, held, cancel);                           // 3
            }

            return taken;
        }
        finally
        {
            if (taken is null)
            {
                await held.DisposeAsync();
            }
        }
    }

    private async ValueTask<TakenFile?> ClaimAsync(IFileAccess connection, FileEntry file, KeptLock held, CancellationToken cancel)
    {
        var archive = options.Archive is { } expression ? await ArchiveOfAsync(connection, expression, file, cancel) : null;
        var claim = await _memory.BeginAsync(connection, file, cancel);
        switch (claim.Claim.Status)
        {
            case IdempotencyStatus.New:
                return new TakenFile(file, held, claim, archive);
            case IdempotencyStatus.Done when options.PostProcessing == PostProcessing.Keep:
                Kept(file);
                return null;
            case IdempotencyStatus.Done:
                await Closing.FinishAsync(file, archive, claim);
                return null;
            default:
                return null;
        }
    }

    // Before the run, so that a later poll finds the same place.
    private async ValueTask<string> ArchiveOfAsync(IFileAccess connection, Expression archive, FileEntry file, CancellationToken cancel)
    {
        var now = context.Time.GetUtcNow();
        var id = MessageId.Create(now);
        await using var exchange = new Exchange(context.Flow, id, new MessageRecord { Flow = context.Flow, Id = id, Started = now }, context.Time);
        FileHeaders.Set(exchange.Headers, file, connection.Resolve(selection.Folder), options.Flatten);
        var path = await archive.EvaluateTextAsync(exchange, cancel);
        if (path.Length == 0)
        {
            throw FileFaults.Path(path, "is no place for an archive");
        }

        FilePaths.Check(path, forbidsParents: true);
        path = path.EndsWith('/') ? path + file.Name : path;
        return path.StartsWith('/') ? path : $"{file.Folder.TrimEnd('/')}/{path}";
    }
}
