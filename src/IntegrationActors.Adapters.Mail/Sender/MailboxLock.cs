using IntegrationActors.Adapters.Mail.Mailboxes;
using IntegrationActors.Adapters.Polling;
using IntegrationActors.Core.Steps;
using IntegrationActors.Core.Stores.Locks;

namespace IntegrationActors.Adapters.Mail.Sender;

/// <summary>The lock on a mailbox in the store of the tenant: one flow on one node reads it at a time.</summary>
internal sealed class MailboxLock(MailSenderOptions options, IMailbox mailbox, IFlowContext context)
{
    private KeptLock? _held;

    /// <summary>The lock when nobody else can have it; else null.</summary>
    public KeptLock? Held => _held is { IsHeld: true } held ? held : null;

    /// <summary>Takes it; false when somebody else has it.</summary>
    public async ValueTask<bool> TakeAsync(CancellationToken cancel)
    {
        if (Held is not null)
        {
            return true;
        }

        await GiveBackAsync();
        var request = new MessageLockRequest
        {
            Component = "MAIL",
            Source = mailbox.Shown,
            Entry = mailbox.Name,
            Owner = context.Flow.ToString(),
            ExpiresAfter = options.LockTimeout,
        };
        return (_held = await KeptLock.TakeAsync(context.Stores.Locks, request, context.Time, cancel)) is not null;
    }

    public async ValueTask GiveBackAsync()
    {
        if (Interlocked.Exchange(ref _held, null) is { } held)
        {
            await held.DisposeAsync();
        }
    }
}
