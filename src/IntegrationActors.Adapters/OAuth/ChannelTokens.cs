using System.Globalization;
using IntegrationActors.Adapters.Https.Receiver;
using IntegrationActors.Adapters.Probing;
using IntegrationActors.Adapters.Tls;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Options;
using IntegrationActors.Core.Steps;
using IntegrationActors.Core.Stores;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationActors.Adapters.OAuth;

/// <summary>The access tokens of one channel. Credentials are read for each, so what was replaced holds at once.</summary>
/// <param name="options">Where they come from.</param>
/// <param name="client">User credentials: id and secret of the client.</param>
/// <param name="context">The flow.</param>
public sealed class ChannelTokens(AccessTokenOptions options, CredentialReference client, IFlowContext context)
{
    /// <summary>Whom the channel trusts, when its tokens say nothing else.</summary>
    public IReadOnlyList<CredentialReference> TrustedCertificates { get; init; } = [];

    /// <summary>The proxy of the channel, through which its tokens come too; null: none.</summary>
    public HttpProxyOptions? Proxy { get; init; }

    /// <summary>Longest wait for an authorization server.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    private TokenCache Cache => context.Services.GetRequiredService<TokenCache>();

    /// <summary>A token that is good now.</summary>
    /// <exception cref="FaultException">IA3820, IA3825 to IA3828.</exception>
    public async ValueTask<GivenToken> FindAsync(CancellationToken cancel) => await Cache.FindAsync(await RequestAsync(cancel), cancel);

    /// <summary>The other side refused a token: the next one is fetched.</summary>
    public void Forget(AccessToken token) => Cache.Forget(token);

    /// <summary>Uses a token, and when one is refused that the node had already, a fresh one.</summary>
    /// <param name="use">Uses it; anew for each token.</param>
    /// <param name="isRefusal">Whether a fault says that the token was refused.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="FaultException">Of the use, or IA3820, IA3825 to IA3828.</exception>
    public async ValueTask<T> UseAsync<T>(Func<AccessToken, ValueTask<T>> use, Func<Fault, bool> isRefusal, CancellationToken cancel)
    {
        for (var isLast = false; ; isLast = true)
        {
            var given = await FindAsync(cancel);
            try
            {
                return await use(given.Token);
            }
            catch (FaultException e) when (isRefusal(e.Fault))
            {
                Forget(given.Token);
                if (isLast || !given.IsKept)
                {
                    throw;
                }
            }
        }
    }

    /// <summary>Fetches a token, whether the node has one or not.</summary>
    public ValueTask<ProbeStep> ProbeAsync(CancellationToken cancel) => LayerProbe.TestAsync(ProbeLayers.Token, async () =>
    {
        var request = await RequestAsync(cancel);
        var token = await Cache.RenewAsync(request, cancel);
        return string.Create(CultureInfo.InvariantCulture, $"{request.Shown} gave client '{token.Client}' a token until {token.Expires:yyyy-MM-dd HH:mm:ss} UTC");
    });

    private async ValueTask<TokenRequest> RequestAsync(CancellationToken cancel) => new()
    {
        Tenant = context.Flow.Tenant,
        Options = options,
        Client = await UserAsync(client, "id and secret of a client", cancel),
        Trust = await ServerTrust.FindAsync(options.TrustedCertificates is { Count: > 0 } own ? own : TrustedCertificates, context.Credentials, cancel),
        Proxy = Proxy is null ? null : new TokenProxy(Proxy.Url, Proxy.Credential is { } login ? await UserAsync(login, "user and password of the proxy", cancel) : null),
        Timeout = Timeout,
    };

    private async ValueTask<UserCredential> UserAsync(CredentialReference reference, string what, CancellationToken cancel) => await context.Credentials.FindAsync(reference.Name, cancel) switch
    {
        UserCredential user => user,
        null => throw TokenFaults.Credential($"There is no credential '{reference.Name}'."),
        _ => throw TokenFaults.Credential($"Credential '{reference.Name}' is no {what}."),
    };
}
