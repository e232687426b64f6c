using System.Text;
using Amqp.Sasl;
using IntegrationActors.Adapters.OAuth;
using IntegrationActors.Adapters.Tls;
using IntegrationActors.Core.Options;
using IntegrationActors.Core.Stores;

namespace IntegrationActors.Adapters.Amqp.Connections;

/// <summary>Who logs in, and with what. Credentials are read for each connection, so a rotated secret holds from the next one on.</summary>
internal sealed record AmqpLogin
{
    private AmqpLogin()
    {
    }

    public UserCredential? User { get; private init; }

    public KeyPairCredential? Certificate { get; private init; }

    public UserCredential? Proxy { get; private init; }

    /// <summary>Value of the header Authorization of the handshake.</summary>
    public string? Authorization { get; private init; }

    /// <summary>Reads the credentials as they are now.</summary>
    /// <param name="options">The channel.</param>
    /// <param name="token">What goes along with the handshake, where the channel fetches tokens; null: nothing yet.</param>
    /// <param name="credentials">The credentials of the tenant.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="Core.Exchanges.FaultException">IA3883, IA3820: a credential is missing or of another kind.</exception>
    public static async ValueTask<AmqpLogin> FindAsync(AmqpChannelOptions options, AccessToken? token, ICredentialSource credentials, CancellationToken cancel)
    {
        var handshake = await UserAsync(options.HandshakeCredential, credentials, cancel);
        return new AmqpLogin
        {
            User = await UserAsync(options.Credential, credentials, cancel),
            Certificate = await ClientCertificate.FindAsync(options.ClientCertificate, credentials, cancel),
            Proxy = await UserAsync(options.Proxy?.Credential, credentials, cancel),
            Authorization = options.Token is null ? AuthorizationOf(handshake, options.HandshakeScheme) : token is null ? null : $"Bearer {token.Value}",
        };
    }

    /// <summary>How AMQP is told who we are, when no user logs in (ISO/IEC 19464, 5.3).</summary>
    public SaslProfile Sasl => Certificate is null ? SaslProfile.Anonymous : SaslProfile.External;

    /// <summary>Who logs in, for people.</summary>
    public string Shown => (User, Certificate) switch
    {
        ({ } user, _) => $"'{user.User}'",
        (null, not null) => "whom the client certificate names",
        _ => "nobody (anonymous)",
    };

    private static string? AuthorizationOf(UserCredential? user, AmqpHandshakeScheme scheme) => (user, scheme) switch
    {
        (null, _) => null,
        (_, AmqpHandshakeScheme.Bearer) => $"Bearer {user.Password}",
        _ => "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user.User}:{user.Password}")),
    };

    private static async ValueTask<UserCredential?> UserAsync(CredentialReference? reference, ICredentialSource credentials, CancellationToken cancel) => reference is null
        ? null
        : await credentials.FindAsync(reference.Name, cancel) switch
        {
            null => throw AmqpFaults.Credential($"There is no credential '{reference.Name}'."),
            UserCredential user => user,
            _ => throw AmqpFaults.Credential($"Credential '{reference.Name}' has no user name and password."),
        };
}
