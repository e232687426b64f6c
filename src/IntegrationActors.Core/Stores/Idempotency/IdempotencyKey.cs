namespace IntegrationActors.Core.Stores.Idempotency;

/// <summary>What must not be processed twice.</summary>
/// <param name="Component">Who asks, such as an adapter or a step with its flow; 1 to 255 characters. Keys of different components have nothing to do with each other.</param>
/// <param name="Key">1 or more characters; of keys over 255 their SHA-256 is compared.</param>
public readonly record struct IdempotencyKey(string Component, string Key)
{
    public const int LongestComponent = 255;
}
