namespace IntegrationActors.Core.Stores.Idempotency;

/// <summary>What is known of a key.</summary>
public enum IdempotencyStatus
{
    /// <summary>Nothing: whoever asked has to process it, and holds the key.</summary>
    New,

    /// <summary>Somebody else is processing it now.</summary>
    InProgress,

    /// <summary>It was processed; there is an outcome.</summary>
    Done,
}
