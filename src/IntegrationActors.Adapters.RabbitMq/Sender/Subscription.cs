namespace IntegrationActors.Adapters.RabbitMq.Sender;

/// <summary>What a consumer asks for.</summary>
/// <param name="Queue">The queue.</param>
/// <param name="Prefetch">Messages that may be out at once.</param>
/// <param name="Exclusive">Whether it wants to be alone.</param>
internal sealed record Subscription(string Queue, ushort Prefetch, bool Exclusive);
