using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Core.Stores.Idempotency;

/// <summary>
/// Remembers for one tenant what was processed, with its outcome, so that a repetition is answered instead of processed. A key is in progress until its holder completes or abandons it; if the
/// holder dies, until its lease runs out. Key and outcome are one row: there is no moment in which one is known without the other.
/// </summary>
public interface IIdempotentRepository
{
    /// <summary>How long a key stays in progress when nothing is said: 10 minutes.</summary>
    static readonly TimeSpan DefaultLease = TimeSpan.FromMinutes(10);

    /// <summary>How long a key and its outcome are remembered when nothing is said: 90 days.</summary>
    static readonly TimeSpan DefaultKeep = TimeSpan.FromDays(90);

    /// <summary>Asks for a key and takes it if it is new; completes after the commit. Of all who ask at once, one gets <see cref="IdempotencyStatus.New"/>.</summary>
    /// <param name="key">What is about to be processed.</param>
    /// <param name="lease">After this time others may take it over; more than zero. Longer than the longest run.</param>
    /// <param name="cancel">Gives up waiting; the key may have been taken, until its lease runs out.</param>
    /// <exception cref="FaultException">IA3512: component or key is empty or too long. IA3500: the store can't be written.</exception>
    ValueTask<IdempotencyClaim> BeginAsync(IdempotencyKey key, TimeSpan lease, CancellationToken cancel);

    /// <summary>Stores the outcome; completes after the commit.</summary>
    /// <param name="key">As it was begun.</param>
    /// <param name="token">From the claim.</param>
    /// <param name="outcome">What a repetition is answered with; at most 1 MB. May be empty.</param>
    /// <param name="keepFor">How long it is remembered.</param>
    /// <param name="cancel">Gives up waiting; the outcome may have been stored.</param>
    /// <exception cref="FaultException">IA3505: the lease ran out and somebody else has the key. IA3512: the outcome is too long. IA3504: the tenant's storage is full (status 507). IA3500: the store can't be written.</exception>
    ValueTask CompleteAsync(IdempotencyKey key, MessageId token, ReadOnlyMemory<byte> outcome, TimeSpan keepFor, CancellationToken cancel);

    /// <summary>Gives the key back unprocessed, so that a repetition is processed. Does nothing when somebody else has it by now.</summary>
    /// <exception cref="FaultException">IA3500: the store can't be written; the key is free when its lease runs out.</exception>
    ValueTask AbandonAsync(IdempotencyKey key, MessageId token);

    /// <summary>Forgets a key, whatever its state, for people.</summary>
    /// <returns>False when it is not known.</returns>
    /// <exception cref="FaultException">IA3500: the store can't be written.</exception>
    ValueTask<bool> ForgetAsync(IdempotencyKey key, CancellationToken cancel);
}
