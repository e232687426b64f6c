namespace IntegrationActors.Server.Hosting;

/// <summary>Where the node listens.</summary>
/// <param name="Senders">Addresses for sender systems.</param>
/// <param name="Management">Address of the management API.</param>
/// <param name="Socket">Unix socket of the local operator; null when there is none.</param>
internal sealed record NodeAddresses(IReadOnlyList<string> Senders, string Management, string? Socket);
