using System.Globalization;
using IntegrationActors.Adapters.Mail.Mailboxes;
using IntegrationActors.Adapters.Mail.Reading;
using IntegrationActors.Adapters.Polling;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Steps;
using IntegrationActors.Core.Stores.Idempotency;
using IntegrationActors.Core.Stores.Locks;

namespace IntegrationActors.Adapters.Mail.Sender;

/// <summary>
/// The mails of a mailbox. A poll (1) locks the mailbox in the store of the tenant; (2) lists it; (3) takes mails that fit, those that failed last; each is (4) claimed, so that one that is through is only put away,
/// (5) read as a whole, into a file where it is large, and (6) taken apart. What can't be read is logged as a failed message, and comes again like one.
/// </summary>
internal sealed class MailSource : PollingSource<FoundMail>
{
    private static readonly TimeSpan DefaultInterval = TimeSpan.FromSeconds(10);

    private readonly MailSenderOptions _options;
    private readonly IMailbox _mailbox;
    private readonly IFlowContext _context;
    private readonly MailReader _reader;
    private readonly MailMemory _memory;
    private readonly MailFailures _failures;
    private readonly LoginBackoff _backoff;

    // Of the reader alone.
    private readonly HashSet<string> _tooLarge = new(StringComparer.Ordinal);
    private readonly HashSet<string> _aside = new(StringComparer.Ordinal);
    private KeptLock? _lock;
    private bool _isElsewhere;

    public MailSource(MailSenderOptions options, IMailbox mailbox, IFlowContext context)
        : base(options.Poll, context.Time)
    {
        (_options, _mailbox, _context) = (options, mailbox, context);
        var interval = options.Poll?.Interval ?? DefaultInterval;
        _reader = new MailReader(options, context);
        _memory = new MailMemory(options, context);
        _failures = new MailFailures(interval, context.Time);
        _backoff = new LoginBackoff(interval, MailFaults.LoginRefused);
    }

    protected override int MostPerPoll => _options.MaxMessagesPerPoll;

    protected override IMessageLocks Locks => _context.Stores.Locks;

    /// <summary>Logs in and looks at the folder, so that a wrong one shows at once.</summary>
    public override async ValueTask ConnectAsync(CancellationToken cancel)
    {
        await _mailbox.OpenAsync(isPoll: false, cancel);
        _backoff.Reset();
    }

    public override TimeSpan? PauseAfter(Exception failure)
    {
        _mailbox.Drop();
        return _backoff.PauseAfter(failure);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _mailbox.DisposeAsync();
        await UnlockAsync();
    }

    protected override ValueTask<IReadOnlyList<FoundMail>> FindAsync(CancellationToken cancel) => GuardAsync(async () =>
    {
        await _mailbox.OpenAsync(isPoll: true, cancel);
        _isElsewhere = !await LockAsync(cancel);                                                 // 1
        if (_isElsewhere)
        {
            return [];
        }

        var all = await _mailbox.ListAsync(cancel);                                              // 2
        var present = all.Select(mail => mail.Key).ToHashSet(StringComparer.Ordinal);
        _failures.Keep(present);
        _tooLarge.IntersectWith(present);
        _aside.IntersectWith(present);
        var due = all.Where(mail => !_tooLarge.Contains(mail.Key) && !_aside.Contains(mail.Key) && _failures.IsDue(mail.Key));
        return await FittingAsync([.. due.OrderBy(mail => _failures.CountOf(mail.Key))], cancel); // 3
    });

    protected override ValueTask<Receipt?> TakeAsync(FoundMail found, CancellationToken cancel) => GuardAsync<Receipt?>(async () =>
    {
        if (_lock is not { IsHeld: true })
        {
            return null;
        }

        await _mailbox.OpenAsync(isPoll: false, cancel);
        var claim = await _memory.BeginAsync($"{_mailbox.Shown} {_mailbox.Name}", found.Key, cancel); // 4
        switch (claim.Claim.Status)
        {
            case IdempotencyStatus.New:
                return await ReceiveAsync(found, claim, cancel);
            case IdempotencyStatus.Done when claim.IsAside:
                _aside.Add(found.Key);
                return null;
            case IdempotencyStatus.Done:
                await _mailbox.FinishAsync(found, cancel);
                return null;
            default:
                return null;
        }
    });

    protected override string Describe(int taken)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{Time.GetUtcNow():HH:mm:ss} UTC: {(_isElsewhere ? "the mailbox is read elsewhere" : $"{taken} taken")}");
        text += _tooLarge.Count > 0 ? string.Create(CultureInfo.InvariantCulture, $", {_tooLarge.Count} too large") : "";
        return _aside.Count > 0 ? text + string.Create(CultureInfo.InvariantCulture, $", {_aside.Count} set aside") : text;
    }

    protected override async ValueTask EndPollAsync(CancellationToken cancel)
    {
        try
        {
            await _mailbox.EndPollAsync(cancel);
        }
        finally
        {
            await UnlockAsync();
        }
    }

    private async ValueTask<Receipt?> ReceiveAsync(FoundMail found, MailClaim claim, CancellationToken cancel)
    {
        try
        {
            await using var content = new PayloadWriter(_context.Spool);
            if (!await _mailbox.ReadAsync(found, content, cancel))                                // 5
            {
                await _memory.AbandonAsync(claim);
                return null;
            }

            var mail = await ReadAsync(found, content.ToPayload(), cancel);                       // 6
            return new MailReceipt(new TakenMail(found, claim, _lock!), _mailbox, _memory, SetAsideAsync, Left)
            {
                Message = mail.Message,
                Properties = mail.Properties,
                Sender = mail.Sender,
                Obstacle = mail.Obstacle,
            };
        }
        catch (Exception)
        {
            await _memory.AbandonAsync(claim);
            throw;
        }
    }

    private async ValueTask<ReadMail> ReadAsync(FoundMail found, Payload content, CancellationToken cancel)
    {
        try
        {
            return await _reader.ReadAsync(content, cancel);
        }
        catch (FaultException e)
        {
            // The log and ia trace show what came.
            return new ReadMail(new Message { Body = content }, new PropertyMap(), null, MailFaults.Reading($"Mail {found.Key} of {_mailbox.Shown}", e.Fault).Fault);
        }
    }

    private async ValueTask<IReadOnlyList<FoundMail>> FittingAsync(FoundMail[] due, CancellationToken cancel)
    {
        var fitting = new List<FoundMail>(MostPerPoll);
        foreach (var some in due.Chunk(MostPerPoll))
        {
            var sizes = await _mailbox.MeasureAsync(some, cancel);
            foreach (var mail in some)
            {
                if (sizes.TryGetValue(mail.Key, out var size) && size > _options.MaxMessageSize.Bytes)
                {
                    _tooLarge.Add(mail.Key);
                }
                else
                {
                    fitting.Add(mail);
                }
            }

            if (fitting.Count >= MostPerPoll)
            {
                break;
            }
        }

        return fitting;
    }

    // No other channel waits for a poll that failed.
    private async ValueTask<T> GuardAsync<T>(Func<ValueTask<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception)
        {
            await UnlockAsync();
            throw;
        }
    }

    private async ValueTask<bool> LockAsync(CancellationToken cancel)
    {
        if (_lock is { IsHeld: true })
        {
            return true;
        }

        await UnlockAsync();
        var request = new MessageLockRequest
        {
            Component = "MAIL",
            Source = _mailbox.Shown,
            Entry = _mailbox.Name,
            Owner = _context.Flow.ToString(),
            ExpiresAfter = _options.LockTimeout,
        };
        return (_lock = await KeptLock.TakeAsync(Locks, request, Time, cancel)) is not null;
    }

    private async ValueTask UnlockAsync()
    {
        if (Interlocked.Exchange(ref _lock, null) is { } held)
        {
            await held.DisposeAsync();
        }
    }

    // True: the mail is not to come again.
    private async ValueTask<bool> SetAsideAsync(TakenMail mail)
    {
        if (_failures.Add(mail.Mail.Key) < (_options.MaxAttempts ?? int.MaxValue))
        {
            return false;
        }

        if (await _mailbox.SetAsideAsync(mail.Mail, CancellationToken.None))
        {
            await _memory.AbandonAsync(mail.Claim);
        }
        else
        {
            await _memory.SetAsideAsync(mail.Claim);
        }

        return true;
    }

    private void Left(TakenMail mail, bool isThrough)
    {
        if (isThrough)
        {
            _failures.Remove(mail.Mail.Key);
        }

        Leave(endsBatch: false);
    }
}
