using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Confluent.Kafka;
using IntegrationActors.Adapters.OAuth;
using IntegrationActors.Adapters.Tls;
using IntegrationActors.Core.Steps;
using IntegrationActors.Core.Stores;

namespace IntegrationActors.Adapters.Kafka.Connections;

/// <summary>How a channel gets to its cluster and logs in there, with the credentials as they were when it was made.</summary>
internal sealed class KafkaLogin
{
    private static readonly TimeSpan LongestReconnectDelay = TimeSpan.FromSeconds(10);

    private readonly KafkaChannelOptions _options;
    private readonly IFlowContext _context;
    private readonly UserCredential? _user;
    private readonly KeyPairCredential? _pair;
    private readonly ServerTrust? _trust;

    private KafkaLogin(KafkaChannelOptions options, IFlowContext context, UserCredential? user, KeyPairCredential? pair, ServerTrust? trust)
    {
        (_options, _context, _user, _pair, _trust) = (options, context, user, pair, trust);
        Brokers = KafkaNames.Brokers(options.Brokers);
        Shown = $"kafka:{Brokers}";
        Fingerprint = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', user?.User, user?.Password, pair?.Certificate.Thumbprint, trust?.Pem))));
    }

    public string Brokers { get; }

    /// <summary>The cluster, for people.</summary>
    public string Shown { get; }

    /// <summary>Tells logins apart without showing them.</summary>
    public string Fingerprint { get; }

    /// <summary>Judges the certificates of brokers; null without TLS.</summary>
    public ServerTrust? Trust => _trust;

    /// <summary>What the channel shows to brokers; null: no certificate.</summary>
    public KeyPairCredential? Certificate => _pair;

    /// <summary>Who the channel is, for people; null: it logs in with no name.</summary>
    public string? User => _user?.User;

    /// <summary>Reads the credentials as they are now.</summary>
    /// <exception cref="Core.Exchanges.FaultException">IA3845, IA3820: one is missing or of the wrong kind.</exception>
    public static async ValueTask<KafkaLogin> FindAsync(KafkaChannelOptions options, IFlowContext context, CancellationToken cancel)
    {
        var credentials = context.Credentials;
        var user = options.Credential is null ? null : await credentials.FindAsync(options.Credential.Name, cancel) switch
        {
            UserCredential found => found,
            null => throw KafkaFaults.Credential($"There is no credential '{options.Credential.Name}'."),
            _ => throw KafkaFaults.Credential($"Credential '{options.Credential.Name}' has no user name and password."),
        };
        var pair = await Tls.ClientCertificate.FindAsync(options.ClientCertificate, credentials, cancel);
        return new KafkaLogin(options, context, user, pair, options.Tls ? await ServerTrust.FindAsync(options.TrustedCertificates, credentials, cancel) : null);
    }

    /// <summary>Where tokens come from; null when the channel logs in with none.</summary>
    public ChannelTokens? Tokens => _options.Token is { } token
        ? new ChannelTokens(token, _options.Credential!, _context) { TrustedCertificates = _options.TrustedCertificates, Timeout = _options.Timeout }
        : null;

    /// <summary>Tokens for one client of the library; null when the channel logs in with none.</summary>
    public AccessTokens? ClientTokens() => Tokens is { } tokens ? new AccessTokens(_options.Token!, tokens) : null;

    /// <summary>Settings for a client of its own.</summary>
    public ClientConfig Config()
    {
        var isSasl = _options.Authentication != KafkaAuthentication.None;
        var config = new ClientConfig
        {
            BootstrapServers = Brokers,
            ClientId = "integration-actors",
            SecurityProtocol = (_options.Tls, isSasl) switch
            {
                (true, true) => SecurityProtocol.SaslSsl,
                (true, false) => SecurityProtocol.Ssl,
                (false, true) => SecurityProtocol.SaslPlaintext,
                _ => SecurityProtocol.Plaintext,
            },
            SocketKeepaliveEnable = true,
            SocketTimeoutMs = Milliseconds(_options.RequestTimeout),
            SocketConnectionSetupTimeoutMs = Milliseconds(_options.Timeout),
            ReconnectBackoffMs = Milliseconds(_options.ReconnectDelay),
            ReconnectBackoffMaxMs = Milliseconds(LongestReconnectDelay),
        };
        SetLogin(config);
        SetCertificates(config);
        return config;
    }

    public static int Milliseconds(TimeSpan time) => (int)time.TotalMilliseconds;

    private void SetLogin(ClientConfig config)
    {
        config.SaslMechanism = _options.Authentication switch
        {
            KafkaAuthentication.Plain => SaslMechanism.Plain,
            KafkaAuthentication.ScramSha256 => SaslMechanism.ScramSha256,
            KafkaAuthentication.ScramSha512 => SaslMechanism.ScramSha512,
            KafkaAuthentication.OauthBearer => SaslMechanism.OAuthBearer,
            _ => null,
        };
        if (_user is not null && _options.Authentication != KafkaAuthentication.OauthBearer)
        {
            (config.SaslUsername, config.SaslPassword) = (_user.User, _user.Password);
        }
    }

    private void SetCertificates(ClientConfig config)
    {
        if (_trust?.Pem is { } trusted)
        {
            config.SslCaPem = trusted;
        }

        if (_pair is not null)
        {
            (config.SslCertificatePem, config.SslKeyPem) = (_pair.Certificate.ExportCertificatePem(), KeyOf(_pair));
        }
    }

    private static string KeyOf(KeyPairCredential pair)
    {
        using var rsa = pair.Certificate.GetRSAPrivateKey();
        using var ecdsa = pair.Certificate.GetECDsaPrivateKey();
        return rsa?.ExportPkcs8PrivateKeyPem() ?? ecdsa?.ExportPkcs8PrivateKeyPem() ?? throw KafkaFaults.Credential($"The key of credential '{pair.Name}' is neither RSA nor ECDSA.");
    }
}
