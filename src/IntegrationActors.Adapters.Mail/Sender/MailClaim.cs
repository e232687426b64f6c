using IntegrationActors.Core.Stores.Idempotency;

namespace IntegrationActors.Adapters.Mail.Sender;

/// <summary>What is known of a mail.</summary>
internal readonly record struct MailClaim(IdempotencyKey Key, IdempotencyClaim Claim)
{
    public bool IsAside => Claim.Status == IdempotencyStatus.Done && !Claim.Outcome.IsEmpty;
}
