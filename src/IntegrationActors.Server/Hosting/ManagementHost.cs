using IntegrationActors.Management;
using IntegrationActors.Runtime.Configuration;
using IntegrationActors.Server.Telemetry;
using Prometheus;

namespace IntegrationActors.Server.Hosting;

/// <summary>The host of the management API; storage, cluster and flows live in its container.</summary>
internal static class ManagementHost
{
    public static WebApplication Build(NodeConfig config, DataFolder data)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.AddNodeLogging();
        builder.AddNodeTelemetry();
        builder.Services.AddNode(config, data).AddHostedService(_ => new StaleSocket(data)).AddHostedService<IdleMemory>();
        builder.WebHost.UseUrls(config.Options.Management.Address);
        if (data.Socket is not null)
        {
            builder.WebHost.UseUrls(config.Options.Management.Address, $"http://unix:{data.Socket}");
        }

        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        var app = builder.Build();
        app.MapManagementApi();
        app.MapForAdministrators().MapMetrics();
        return app;
    }
}
