using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Core.Stores.Idempotency;

/// <summary>The answer to whether something has been processed before.</summary>
/// <param name="Status">What is known.</param>
/// <param name="Token">Proves that the key is held; for <see cref="IdempotencyStatus.New"/>.</param>
/// <param name="Outcome">What came of it; for <see cref="IdempotencyStatus.Done"/>.</param>
public readonly record struct IdempotencyClaim(IdempotencyStatus Status, MessageId Token, ReadOnlyMemory<byte> Outcome);
