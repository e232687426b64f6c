namespace IntegrationActors.Core.Stores;

/// <summary>A technical user of a sender system: it calls the flows of one tenant, never the management API.</summary>
/// <param name="Id">Unique within the tenant; the user name of Basic authentication.</param>
/// <param name="Roles">What it may send to: compared with the role of a channel, case-sensitive.</param>
/// <param name="SecretHashes">Hashes of the secrets that are valid now, newest first. Several while a secret is being rotated; none means the client can't sign in.</param>
public sealed record SenderClient(string Id, IReadOnlyList<string> Roles, IReadOnlyList<string> SecretHashes);
