using IntegrationActors.Adapters.Https;
using IntegrationActors.Adapters.Https.Sender.Authentication;
using IntegrationActors.Adapters.OAuth;
using IntegrationActors.Adapters.ProcessDirect;
using IntegrationActors.Core.Adapters;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationActors.Cli.Local.Running;

/// <summary>What the adapters of flows share that run in this process.</summary>
internal static class LocalServices
{
    public static IServiceCollection AddLocalAdapters(this IServiceCollection services, TimeProvider time, LocalClients clients) => services
        .AddSingleton(time)
        .AddSingleton<IClientDirectories>(clients)
        .AddSingleton<IChannelStreams>(new LocalStreams(time))
        .AddAccessTokens()
        .AddProcessDirect()
        .AddHttpsAdapter(new HttpsAdapterSettings());
}
