using System.Globalization;
using IntegrationActors.Adapters.Mail.Mailboxes;
using IntegrationActors.Adapters.Mail.Reading;
using IntegrationActors.Adapters.OAuth;
using IntegrationActors.Adapters.Polling;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Steps;
using IntegrationActors.Core.Stores.Idempotency;
using IntegrationActors.Core.Stores.Locks;

namespace IntegrationActors.Adapters.Mail.Sender;

/// <summary>
/// The mails of a mailbox. A poll (1) locks the mailbox in the store of the tenant; (2) takes away what is through and was left behind, and lists the rest; (3) takes mails that fit, last those that failed and those
/// that can't be put away; each is (4) claimed, so that one that is through is only put away, (5) read as a whole, into a file where it is large, and (6) taken apart. What can't be read is logged as a failed message,
/// and comes again like one.
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

    private readonly MailboxLock _lock;
    private readonly MailFinisher _finisher;
    private readonly MarkedMails _marked;

    // Of the reader alone.
    private readonly HashSet<string> _tooLarge = new(StringComparer.Ordinal);
    private readonly HashSet<string> _aside = new(StringComparer.Ordinal);
    private bool _isElsewhere;

    public MailSource(MailSenderOptions options, IMailbox mailbox, IFlowContext context)
        : base(options.Poll, context.Time)
    {
        (_options, _mailbox, _context) = (options, mailbox, context);
        var interval = options.Poll?.Interval ?? DefaultInterval;
        _reader = new MailReader(options, context);
        _memory = new MailMemory(options, context);
        _failures = new MailFailures(interval, context.Time);
        _backoff = new LoginBackoff(interval, MailFaults.LoginRefused, TokenFaults.Refused);
        _lock = new MailboxLock(options, mailbox, context);
        _finisher = new MailFinisher(mailbox, options.Idempotent, context.Time);
        _marked = new MarkedMails(options, mailbox, _memory);
    }

    protected override int MostPerPoll => _options.MaxMessagesPerPoll;

    protected override IMessageLocks Locks => _context.Stores.Locks;

    private string Place => $"{_mailbox.Shown} {_mailbox.Name}";

    /// <summary>Logs in and looks at the folder, so that a wrong one shows at once.</summary>
    public override async ValueTask ConnectAsync(CancellationToken cancel)
    {
        await _mailbox.OpenAsync(isPoll: false, cancel);
        _backoff.Reset();
    }

    public override TimeSpan? PauseAfter(Exception failure)
    {
        _mailbox.Drop();
        _finisher.Forget();
        return _backoff.PauseAfter(failure);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await FlushAsync();
        await _mailbox.DisposeAsync();
        await _lock.GiveBackAsync();
    }

    protected override ValueTask<IReadOnlyList<FoundMail>> FindAsync(CancellationToken cancel) => GuardAsync(async () =>
    {
        await _mailbox.OpenAsync(isPoll: true, cancel);
        _isElsewhere = !await _lock.TakeAsync(cancel);                                           // 1
        if (_isElsewhere)
        {
            return [];
        }

        await _marked.ClearAsync(Place, cancel);                                                 // 2
        var list = await _mailbox.ListAsync(cancel);
        _failures.Keep(list.Has);
        _tooLarge.RemoveWhere(key => !list.Has(key));
        _aside.RemoveWhere(key => !list.Has(key));
        _finisher.Keep(list.Has);
        return await FittingAsync(list.All.Where(mail => !_tooLarge.Contains(mail.Key) && !_aside.Contains(mail.Key)), cancel); // 3
    });

    protected override ValueTask<Receipt?> TakeAsync(FoundMail found, CancellationToken cancel) => GuardAsync<Receipt?>(async () =>
    {
        if (_lock.Held is not { } held)
        {
            return null;
        }

        await _mailbox.OpenAsync(isPoll: false, cancel);
        var claim = await _memory.BeginAsync(Place, found.Key, cancel);                          // 4
        switch (claim.Claim.Status)
        {
            case IdempotencyStatus.New:
                return await ReceiveAsync(found, claim, held, cancel);
            case IdempotencyStatus.Done when claim.IsAside:
                _aside.Add(found.Key);
                return null;
            case IdempotencyStatus.Done:
                await _finisher.AddAsync(found, cancel);
                return null;
            default:
                return null;
        }
    });

    protected override string Describe(int taken)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{Time.GetUtcNow():HH:mm:ss} UTC: {(_isElsewhere ? "the mailbox is read elsewhere" : $"{taken} taken")}");
        text += _tooLarge.Count > 0 ? string.Create(CultureInfo.InvariantCulture, $", {_tooLarge.Count} too large") : "";
        text += _aside.Count > 0 ? string.Create(CultureInfo.InvariantCulture, $", {_aside.Count} set aside") : "";
        return _marked.Staying > 0 ? text + string.Create(CultureInfo.InvariantCulture, $", {_marked.Staying} through that the server says it deleted or moved and has not: see its log, its disk may be full") : text;
    }

    protected override async ValueTask EndPollAsync(CancellationToken cancel)
    {
        try
        {
            await _finisher.FlushAsync(cancel);
            await _mailbox.EndPollAsync(cancel);
        }
        finally
        {
            await _lock.GiveBackAsync();
        }

        _marked.EndPoll();
    }

    private async ValueTask<Receipt?> ReceiveAsync(FoundMail found, MailClaim claim, KeptLock held, CancellationToken cancel)
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
            return new MailReceipt(new TakenMail(found, _mailbox.Shown, claim, held), _memory, _finisher, SetAsideAsync, Left)
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

    private async ValueTask<IReadOnlyList<FoundMail>> FittingAsync(IEnumerable<FoundMail> mails, CancellationToken cancel)
    {
        var fitting = new List<FoundMail>(MostPerPoll);
        var again = mails.Where(mail => _failures.CountOf(mail.Key) > 0 && _failures.IsDue(mail.Key)).OrderBy(mail => _failures.CountOf(mail.Key));
        var fresh = mails.Where(mail => _failures.CountOf(mail.Key) == 0 && !_finisher.IsStuck(mail.Key));
        foreach (var some in fresh.Concat(again).Concat(mails.Where(mail => _finisher.IsStuck(mail.Key))).Chunk(MostPerPoll))
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
            await _lock.GiveBackAsync();
            throw;
        }
    }

    private async ValueTask FlushAsync()
    {
        try
        {
            await _finisher.FlushAsync(CancellationToken.None);
        }
        catch (FaultException)
        {
            // Whoever polls next finds these mails as through.
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
