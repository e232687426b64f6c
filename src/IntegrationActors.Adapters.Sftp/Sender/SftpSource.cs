using System.Collections.Concurrent;
using System.Globalization;
using IntegrationActors.Adapters.Polling;
using IntegrationActors.Adapters.Sftp.Connections;
using IntegrationActors.Adapters.Sftp.Files;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Steps;
using IntegrationActors.Core.Stores.Locks;

namespace IntegrationActors.Adapters.Sftp.Sender;

/// <summary>The files of a folder. One that is taken is opened, and the flow reads it when it likes.</summary>
internal sealed class SftpSource : PollingSource<RemoteFile>
{
    private static readonly TimeSpan DefaultInterval = TimeSpan.FromSeconds(10);

    private readonly SftpSenderOptions _options;
    private readonly IFlowContext _context;
    private readonly SftpSession _session;
    private readonly FileTaking _taking;
    private readonly LoginBackoff _backoff;
    private readonly SftpAddress _address;
    private readonly ConcurrentDictionary<string, int> _failures = new(StringComparer.Ordinal);

    // Of the reader alone.
    private readonly HashSet<string> _through = new(StringComparer.Ordinal);
    private FoundFiles _found = new([], 0, 0, []);

    public SftpSource(SftpSenderOptions options, IFlowContext context)
        : base(options.Poll, context.Time)
    {
        (_options, _context) = (options, context);
        _address = SftpAddress.Parse(options.Host);
        _session = new SftpSession(new SftpConnector(options, context), _address);
        var selection = new FileSelection(options, options.Directory, options.FileName);
        _taking = new FileTaking(options, context, _session, selection, options.Idempotent) { Kept = file => _through.Add(file.Path) };
        _backoff = new LoginBackoff(options.Poll?.Interval ?? DefaultInterval);
    }

    protected override int MostPerPoll => _options.MaxMessagesPerPoll;

    protected override IMessageLocks Locks => _context.Stores.Locks;

    protected override MessageLockRequest? PollerLock => _options.SinglePoller
        ? FileTaking.LockOf(_address, SftpLocks.EntryOf($"poll {_context.Flow.Flow} {_options.Directory}"), _context, _options.LockTimeout)
        : null;

    /// <summary>Logs in and looks at the folder, so that a wrong one shows at once.</summary>
    public override async ValueTask ConnectAsync(CancellationToken cancel)
    {
        var connection = await _session.OpenAsync(cancel);
        _backoff.Reset();
        var folder = connection.Resolve(_options.Directory);
        for (var end = _options.Stepwise ? folder.IndexOf('/', 1) : -1; end > 0; end = folder.IndexOf('/', end + 1))
        {
            await LookAtAsync(connection, folder[..end], cancel);
        }

        await LookAtAsync(connection, folder, cancel);
    }

    /// <summary>Also gives up a connection that broke without the library knowing, such as one that a firewall forgot.</summary>
    public override TimeSpan? PauseAfter(Exception failure)
    {
        if (failure is FaultException { Fault.Code: SftpFaults.Broken })
        {
            _session.Close();
        }

        return _backoff.PauseAfter(failure);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _session.Dispose();
    }

    protected override async ValueTask<IReadOnlyList<RemoteFile>> FindAsync(CancellationToken cancel)
    {
        var connection = await _session.OpenAsync(cancel);
        _found = await _taking.SelectAsync(connection, cancel);
        var paths = _found.Files.Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        _through.IntersectWith(paths);
        foreach (var gone in _failures.Keys.Where(path => !paths.Contains(path)).ToArray())
        {
            _failures.TryRemove(gone, out _);
        }

        var fresh = _found.Files.Where(file => !_through.Contains(file.Path));
        return [.. _options.StopOnException ? fresh : fresh.OrderBy(file => _failures.GetValueOrDefault(file.Path))];
    }

    protected override async ValueTask<Receipt?> TakeAsync(RemoteFile found, CancellationToken cancel)
    {
        var connection = await _session.OpenAsync(cancel);
        if (await _taking.TryAsync(connection, found, cancel) is not { } taken)
        {
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

    protected override ValueTask EndPollAsync(CancellationToken cancel)
    {
        if (_options.Disconnect)
        {
            _session.Close();
        }

        return default;
    }

    private static async ValueTask LookAtAsync(SftpConnection connection, string folder, CancellationToken cancel)
    {
        if (await connection.StatAsync(folder, cancel) is not { IsFolder: true })
        {
            throw SftpFaults.Missing(connection.Target.Shown, folder);
        }
    }

    private async ValueTask<Receipt> ReceiveAsync(SftpConnection connection, TakenFile taken, CancellationToken cancel)
    {
        var body = await connection.OpenReadAsync(taken.File.Path, cancel);
        var message = new Message { Body = Payload.FromStream(body, taken.File.Size, _context.Spool) };
        FileHeaders.Set(message.Headers, taken.File, connection.Resolve(_options.Directory), _options.Flatten);
        return new SftpReceipt(taken, _taking.Closing, body, Left) { Message = message, Sender = connection.Target.Shown };
    }

    private void Left(TakenFile file, bool isGood)
    {
        if (isGood)
        {
            _failures.TryRemove(file.File.Path, out _);
        }
        else
        {
            _failures.AddOrUpdate(file.File.Path, 1, (_, count) => count + 1);
        }

        Leave(endsBatch: !isGood && _options.StopOnException);
    }
}
