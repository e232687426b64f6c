namespace IntegrationActors.Management.Messages;

/// <summary>What sending a message again did.</summary>
/// <param name="Id">The message that runs now: a new one, or the same one when a queue has it.</param>
/// <param name="Original">The message that was sent again.</param>
/// <param name="Queue">The queue that has the message and tries it again; null when it runs from its kept input.</param>
public sealed record ResendView(string Id, string Original, string? Queue = null);
