using IntegrationActors.Core.Steps;
using IntegrationActors.Core.Stores.Idempotency;

namespace IntegrationActors.Adapters.Mail.Sender;

/// <summary>Remembers which mails are through, and which are set aside. No server gives the name of a mail to another one, so nothing has to be forgotten before its time.</summary>
internal sealed class MailMemory(MailSenderOptions options, IFlowContext context)
{
    private static readonly byte[] Aside = [1];

    /// <summary>Asks for a mail, and notes that it is being worked on.</summary>
    public async ValueTask<MailClaim> BeginAsync(string mailbox, string key, CancellationToken cancel)
    {
        var name = new IdempotencyKey($"MAIL {context.Flow.Flow}", $"{mailbox} {key}");
        return options.Idempotent || options.MaxAttempts is not null
            ? new MailClaim(name, await context.Stores.IdempotentRepository.BeginAsync(name, options.LockTimeout, cancel))
            : new MailClaim(name, new IdempotencyClaim(IdempotencyStatus.New, default, default));
    }

    /// <summary>Asks for a mail, and does not work on it. New: nobody does.</summary>
    public async Task<IdempotencyStatus> AskAsync(string mailbox, string key, CancellationToken cancel)
    {
        var claim = await BeginAsync(mailbox, key, cancel);
        if (claim.Claim.Status == IdempotencyStatus.New)
        {
            await AbandonAsync(claim);
        }

        return claim.Claim.Status;
    }

    /// <summary>The run is completed.</summary>
    public ValueTask CompleteAsync(MailClaim claim) => options.Idempotent ? StoreAsync(claim, default) : AbandonAsync(claim);

    /// <summary>The mail is passed over from now on.</summary>
    public ValueTask SetAsideAsync(MailClaim claim) => StoreAsync(claim, Aside);

    /// <summary>The mail is still to be done.</summary>
    public ValueTask AbandonAsync(MailClaim claim) =>
        claim.Claim.Token == default ? default : context.Stores.IdempotentRepository.AbandonAsync(claim.Key, claim.Claim.Token);

    private ValueTask StoreAsync(MailClaim claim, ReadOnlyMemory<byte> outcome) =>
        context.Stores.IdempotentRepository.CompleteAsync(claim.Key, claim.Claim.Token, outcome, IIdempotentRepository.DefaultKeep, CancellationToken.None);
}
