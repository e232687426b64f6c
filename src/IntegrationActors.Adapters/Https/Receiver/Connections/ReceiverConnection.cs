using System.Text;
using IntegrationActors.Adapters.OAuth;
using IntegrationActors.Adapters.Tls;
using IntegrationActors.Core.Options;
using IntegrationActors.Core.Steps;
using IntegrationActors.Core.Stores;

namespace IntegrationActors.Adapters.Https.Receiver.Connections;

/// <summary>
/// With which connections and as whom a channel calls. Credentials are read for every attempt, so a rotated secret holds at once; what follows from them is computed again
/// only when they have changed.
/// </summary>
internal sealed class ReceiverConnection(HttpsReceiverOptions options, IFlowContext context, HttpConnectionPools pools) : IDisposable
{
    private readonly Lock _gate = new();
    private ReceiverLogin? _login;
    private bool _isDisposed;

    /// <summary>The tokens that calls show; null when the channel fetches none.</summary>
    public ChannelTokens? Tokens { get; } = options.Token is { } token
        ? new ChannelTokens(token, options.Credential!, context) { TrustedCertificates = options.TrustedCertificates, Proxy = options.Proxy, Timeout = options.Timeout }
        : null;

    /// <summary>The login that holds now.</summary>
    /// <exception cref="Core.Exchanges.FaultException">IA3210, IA3820: a credential is missing or of the wrong kind.</exception>
    public ValueTask<ReceiverLogin> CurrentAsync(CancellationToken cancel) =>
        options.Credential is null && options.Proxy?.Credential is null && options.TrustedCertificates.Count == 0 && _login is { } login ? new(login) : FindAsync(cancel);

    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            if (_login is { } login)
            {
                pools.Return(login.Pool);
                _login = null;
            }
        }
    }

    private async ValueTask<ReceiverLogin> FindAsync(CancellationToken cancel)
    {
        var own = await FindAsync(options.Credential, cancel);
        var proxy = await FindAsync(options.Proxy?.Credential, cancel);
        var trust = options.ValidateCertificate ? await ServerTrust.FindAsync(options.TrustedCertificates, context.Credentials, cancel) : null;
        return _login is { } login && Equals(login.Own, own) && Equals(login.Proxy, proxy) && login.Trust?.Fingerprint == trust?.Fingerprint ? login : Replace(own, proxy, trust);
    }

    private async ValueTask<Credential?> FindAsync(CredentialReference? reference, CancellationToken cancel) => reference is null
        ? null
        : await context.Credentials.FindAsync(reference.Name, cancel) ?? throw HttpReceiverFaults.Credential(reference);

    private ReceiverLogin Replace(Credential? own, Credential? proxy, ServerTrust? trust)
    {
        var proxyUser = proxy switch
        {
            null => null,
            UserCredential user => user,
            _ => throw HttpReceiverFaults.CredentialKind(options.Proxy!.Credential!, "user credentials for the proxy"),
        };
        var keys = own as KeyPairCredential;
        var login = new ReceiverLogin(own, proxy, trust, Authorization(own), pools.Rent(KeyOf(keys, proxyUser, trust), keys, trust, context.Spool));
        lock (_gate)
        {
            var before = _login;
            _login = login;
            if (before is not null)
            {
                pools.Return(before.Pool);
            }

            ObjectDisposedException.ThrowIf(_isDisposed, this);
            return login;
        }
    }

    private HttpPoolKey KeyOf(KeyPairCredential? keys, UserCredential? proxyUser, ServerTrust? trust) => new()
    {
        Tenant = context.Flow.Tenant,
        Certificate = keys is null ? null : HttpPoolKey.Fingerprint(keys.Certificate),
        ProxyUrl = options.Proxy?.Url,
        ProxyUser = proxyUser?.User,
        ProxyPassword = proxyUser?.Password,
        ValidateCertificate = options.ValidateCertificate,
        Trusted = trust?.Fingerprint,
        ConnectTimeout = options.ConnectTimeout,
        MaxIdle = options.MaxIdle,
    };

    private string? Authorization(Credential? credential) => credential switch
    {
        UserCredential when options.Token is not null => null,
        _ when options.Token is not null => throw HttpReceiverFaults.CredentialKind(options.Credential!, "user credentials with id and secret of the client"),
        null or KeyPairCredential => null,
        UserCredential user => "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user.User}:{user.Password}")),
        _ => throw HttpReceiverFaults.CredentialKind(options.Credential!, "user credentials or a key pair"),
    };
}
