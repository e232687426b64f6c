using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Messages;
using IntegrationActors.Definitions;
using IntegrationActors.Runtime.Configuration;
using IntegrationActors.Runtime.Flows;
using IntegrationActors.Runtime.Hosting;
using IntegrationActors.Runtime.Placement;
using IntegrationActors.Runtime.Streams;
using IntegrationActors.Runtime.Telemetry;
using IntegrationActors.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IntegrationActors.Runtime;

/// <summary>Registers the runtime.</summary>
public static class RuntimeServices
{
    /// <summary>Name of the meter of flows, for exporters.</summary>
    public const string MeterName = FlowMeter.Name;

    /// <summary>
    /// Adds <see cref="ITenantControl"/>, <see cref="IChannelStreams"/> and <see cref="NodeReadiness"/>, and starts and stops flows with the host. Needs <see cref="TenantStores"/>, <see cref="FlowReader"/>,
    /// <see cref="PayloadSpool"/> and <see cref="TimeProvider"/>.
    /// </summary>
    public static IServiceCollection AddIntegrationRuntime(this IServiceCollection services, NodeConfig config)
    {
        var options = config.Options.Runtime;
        services.AddSingleton(config);
        services.AddSingleton<NodeReadiness>();
        services.AddSingleton<FlowMeter>();
        services.AddSingleton<FlowTelemetry>();
        services.AddSingleton(Flows);
        services.AddSingleton<ChannelStreams>();
        services.AddSingleton<IChannelStreams>(s => s.GetRequiredService<ChannelStreams>());
        services.AddSingleton(s => new FlowNode(
            s.GetRequiredService<TenantStores>(), s.GetRequiredService<FlowReader>(), s.GetRequiredService<PayloadSpool>(), s.GetRequiredService<RunningFlows>(), options)
        {
            Services = s,
            Time = s.GetRequiredService<TimeProvider>(),
        });
        services.AddSingleton<Regions>();
        services.AddSingleton(s => new FirstRound(s.GetRequiredService<Regions>(), options, s.GetRequiredService<NodeReadiness>()));
        services.AddSingleton<ITenantControl>(s => new TenantControl(s.GetRequiredService<Regions>(), options));
        services.AddSingleton<RuntimeHostParts>();
        return services.AddHostedService<RuntimeHost>();
    }

    private static RunningFlows Flows(IServiceProvider services)
    {
        var flows = new RunningFlows(services.GetRequiredService<FlowTelemetry>());
        services.GetRequiredService<FlowMeter>().Running = () => flows.All;
        return flows;
    }
}
