using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace IntegrationActors.Adapters.OAuth;

/// <summary>Registers what the channels of a node share that log in with tokens.</summary>
public static class TokenServices
{
    /// <summary>Adds <see cref="TokenCache"/>.</summary>
    public static IServiceCollection AddAccessTokens(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<TokenCache>(provider => new TokenCache(provider.GetRequiredService<TimeProvider>()));
        return services;
    }
}
