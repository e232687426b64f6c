namespace IntegrationActors.Management.Clients;

/// <summary>A new secret of a sender client; this answer is the only place where it ever stands.</summary>
/// <param name="Id">The client.</param>
/// <param name="SecretId">Number of the secret, to revoke it.</param>
/// <param name="Secret">The secret: the password of its requests.</param>
public sealed record NewSecretView(string Id, long SecretId, string Secret);
