using IntegrationActors.Adapters.Https.Receiver.Connections;
using IntegrationActors.Adapters.Https.Sender;
using IntegrationActors.Adapters.Https.Sender.Authentication;
using IntegrationActors.Adapters.Https.Sender.Bodies;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace IntegrationActors.Adapters.Https;

/// <summary>Registers what the HTTPS adapters of a node share.</summary>
public static class HttpsAdapterServices
{
    /// <summary>
    /// Adds the route table, <see cref="HttpIngress"/>, Basic authentication and the connection pools. The host also registers an <see cref="IClientDirectories"/>;
    /// further <see cref="ISenderAuthenticator"/>s are picked up.
    /// </summary>
    public static IServiceCollection AddHttpsAdapter(this IServiceCollection services, HttpsAdapterSettings settings)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(new HttpRouteTable(new HostTenants(settings.Hosts)));
        services.AddSingleton<FailureLimiter>();
        services.AddSingleton<ISenderAuthenticator, BasicAuthenticator>();
        services.AddSingleton<PauseWatches>();
        services.AddSingleton(provider => new HttpIngress(
            provider.GetRequiredService<HttpRouteTable>(),
            new HttpGuard(provider.GetServices<ISenderAuthenticator>(), new CsrfTokens(settings.CsrfKey, provider.GetRequiredService<TimeProvider>())),
            provider.GetRequiredService<PauseWatches>()));
        services.AddSingleton<HttpConnectionPools>();
        return services;
    }
}
