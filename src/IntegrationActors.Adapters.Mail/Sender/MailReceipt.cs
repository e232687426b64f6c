using IntegrationActors.Adapters.Mail.Mailboxes;
using IntegrationActors.Adapters.Polling;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;

namespace IntegrationActors.Adapters.Mail.Sender;

/// <summary>A mail that a flow has, and what is held for it.</summary>
internal sealed record TakenMail(FoundMail Mail, string Mailbox, MailClaim Claim, KeptLock Lock);

/// <summary>
/// A mail inside a flow. Completed and escalated runs: (1) it is noted as through; (2) the server is told, maybe of several together. A node that dies after (1), and a server that fails at (2), leave the rest to the next poll, which does not run
/// it again. After a failed run, and one that was cut, it stays and comes again.
/// </summary>
internal sealed class MailReceipt(TakenMail mail, MailMemory memory, MailFinisher finisher, Func<TakenMail, ValueTask<bool>> setAside, Action<TakenMail, bool> left) : Receipt
{
    public override async ValueTask SettleAsync(Settlement settlement, CancellationToken cancel)
    {
        var isThrough = settlement.Status is MessageStatus.Completed or MessageStatus.Escalated;
        try
        {
            if (isThrough)
            {
                await CompleteAsync();
            }
            else if (settlement.Status == MessageStatus.Abandoned)
            {
                await memory.AbandonAsync(mail.Claim);
            }
            else
            {
                await FailAsync();
            }
        }
        finally
        {
            left(mail, isThrough);
        }
    }

    public override async ValueTask ReleaseAsync()
    {
        try
        {
            await Message.ReleaseAsync();
            await memory.AbandonAsync(mail.Claim);
        }
        finally
        {
            left(mail, false);
        }
    }

    // One that can't be set aside, because there is no room for it, comes again soon as well: with its claim it would wait until that ran out.
    private async ValueTask FailAsync()
    {
        var isAside = false;
        try
        {
            isAside = await setAside(mail);
        }
        finally
        {
            if (!isAside)
            {
                await memory.AbandonAsync(mail.Claim);
            }
        }
    }

    private async ValueTask CompleteAsync()
    {
        if (!mail.Lock.IsHeld)
        {
            await memory.AbandonAsync(mail.Claim);
            throw MailFaults.Lost($"Mail {mail.Mail.Key} of {mail.Mailbox}");
        }

        await memory.CompleteAsync(mail.Claim);                                         // 1
        await finisher.AddAsync(mail.Mail, CancellationToken.None);                     // 2
    }
}
