using IntegrationActors.Core.Stores;

namespace IntegrationActors.Adapters.RabbitMq.Connections;

/// <summary>What one connection shows of the channel.</summary>
/// <param name="Login">Who comes.</param>
/// <param name="Certificate">The client certificate; null: none.</param>
internal sealed record BrokerAccess(BrokerLogin Login, KeyPairCredential? Certificate)
{
    /// <summary>Who logs in, for people.</summary>
    public string Shown => Login.User is { } user ? $"'{user.User}'" : "whom the client certificate names";
}
