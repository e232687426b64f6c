using System.Globalization;
using IntegrationActors.Adapters.Polling;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Steps;
using IntegrationActors.Core.Stores.Locks;

namespace IntegrationActors.Adapters.Files;

/// <summary>The files of a folder. One that is taken is opened, and the flow reads it when it likes.</summary>
public class FileSource : PollingSource<FileEntry>
{
    // Files that others have, or that can't be taken now, leave enough for a poll.
    private const int Window = 1000;

    private readonly IFileSenderOptions _options;
    private readonly IFlowContext _context;
    private readonly IFileSession _session;
    private readonly FileTaking _taking;
    private readonly MessageLockRequest _poller;
    private readonly FileHistory _history = new();

    // Of the reader alone.
    private FoundFiles _found = new([], 0, 0, [], IsWhole: true);

    /// <summary>Prepares the channel.</summary>
    /// <param name="options">Its options.</param>
    /// <param name="context">What it may use.</param>
    /// <param name="session">The way to its files.</param>
    /// <param name="component">Kind of the channel, as <see cref="IFileAccess.Component"/>.</param>
    /// <param name="source">Server or folder, as <see cref="IFileAccess.Shown"/>.</param>
    public FileSource(IFileSenderOptions options, IFlowContext context, IFileSession session, string component, string source)
        : base(options.Poll, context.Time, options.Concurrency)
    {
        (_options, _context, _session) = (options, context, session);
        var selection = new FileSelection(options, options.Directory, options.FileName);
        _taking = new FileTaking(options, context, _session, selection, options.Idempotent) { Kept = file => _history.Through(file.Path) };
        _poller = FileLocks.Request(component, source, FileLocks.EntryOf($"poll {context.Flow.Flow} {options.Directory}"), context.Flow, options.LockTimeout);
    }

    protected override int MostPerPoll => _options.MaxMessagesPerPoll;

    protected override IMessageLocks Locks => _context.Stores.Locks;

    protected override MessageLockRequest? PollerLock => _options.SinglePoller ? _poller : null;

    /// <summary>Looks at the folder, so that a wrong one shows at once.</summary>
    public override async ValueTask ConnectAsync(CancellationToken cancel)
    {
        var connection = await _session.OpenAsync(cancel);
        await LookAtAsync(connection, connection.Resolve(_options.Directory), cancel);
    }

    protected override async ValueTask<IReadOnlyList<FileEntry>> FindAsync(CancellationToken cancel)
    {
        var connection = await _session.OpenAsync(cancel);
        var look = _history.Begin(ranksFailures: !_options.StopOnException);
        _found = await _taking.SelectAsync(connection, Math.Max(Window, MostPerPoll), look.RankOf, cancel);
        if (_found.IsWhole)
        {
            look.Forget();
        }

        return _found.Files;
    }

    protected override async ValueTask<Receipt?> TakeAsync(FileEntry found, CancellationToken cancel)
    {
        var connection = await _session.OpenAsync(cancel);
        if (await TryAsync(connection, found, cancel) is not { } taken)
        {
            _history.Passed(found.Path);
            return null;
        }

        try
        {
            return await ReceiveAsync(connection, taken, cancel);
        }
        catch (Exception)
        {
            await _taking.Closing.GiveBackAsync(taken);
            throw;
        }
    }

    protected override string Describe(int taken)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{Time.GetUtcNow():HH:mm:ss} UTC: {taken} taken");
        text += _found.Incomplete > 0 ? string.Create(CultureInfo.InvariantCulture, $", {_found.Incomplete} not complete") : "";
        return _found.TooLarge > 0 ? text + string.Create(CultureInfo.InvariantCulture, $", {_found.TooLarge} too large") : text;
    }

    /// <summary>Fails when there is no such folder.</summary>
    protected static async ValueTask LookAtAsync(IFileAccess connection, string folder, CancellationToken cancel)
    {
        if (await connection.StatAsync(folder, cancel) is not { IsFolder: true })
        {
            throw FileFaults.Missing(connection.Shown, folder);
        }
    }

    // One that is through and can't be put away fails the poll, and keeps no others waiting in the next one.
    private async ValueTask<TakenFile?> TryAsync(IFileAccess connection, FileEntry found, CancellationToken cancel)
    {
        try
        {
            return await _taking.TryAsync(connection, found, cancel);
        }
        catch (FaultException e) when (FileFaults.IsOfOneFile(e.Fault))
        {
            _history.Passed(found.Path);
            throw;
        }
    }

    private async ValueTask<Receipt> ReceiveAsync(IFileAccess connection, TakenFile taken, CancellationToken cancel)
    {
        var body = await connection.OpenReadAsync(taken.File.Path, cancel);
        var message = new Message { Body = Payload.FromStream(body, taken.File.Size, _context.Spool) };
        FileHeaders.Set(message.Headers, taken.File, connection.Resolve(_options.Directory), _options.Flatten);
        return new FileReceipt(taken, _taking.Closing, body, Left)
        {
            Message = message,
            Sender = connection.Shown,
            NeedsRun = _options.EmptyFiles != EmptyFiles.PutAway || taken.File.Size > 0,
        };
    }

    private void Left(TakenFile file, bool isGood)
    {
        if (isGood)
        {
            _history.Good(file.File.Path);
        }
        else
        {
            _history.Passed(file.File.Path);
        }

        Leave(endsBatch: !isGood && _options.StopOnException);
    }
}
