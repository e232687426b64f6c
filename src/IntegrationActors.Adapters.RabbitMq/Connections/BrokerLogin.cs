using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Options;
using IntegrationActors.Core.Stores;

namespace IntegrationActors.Adapters.RabbitMq.Connections;

/// <summary>Who logs in: a user with a password, or whom the client certificate names.</summary>
internal sealed record BrokerLogin(UserCredential? User)
{
    /// <summary>Reads the credential as it is now.</summary>
    /// <exception cref="FaultException">IA3904: it is missing or of the wrong kind.</exception>
    public static async ValueTask<BrokerLogin> FindAsync(CredentialReference? reference, ICredentialSource credentials, CancellationToken cancel)
    {
        if (reference is null)
        {
            return new BrokerLogin(User: null);
        }

        var found = await credentials.FindAsync(reference.Name, cancel) ?? throw RabbitMqFaults.Credential($"There is no credential '{reference.Name}'.");
        return new BrokerLogin(found as UserCredential ?? throw RabbitMqFaults.Credential($"Credential '{reference.Name}' has no user name and password."));
    }
}
