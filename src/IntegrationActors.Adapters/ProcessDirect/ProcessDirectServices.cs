using Microsoft.Extensions.DependencyInjection;

namespace IntegrationActors.Adapters.ProcessDirect;

/// <summary>Registers what calls between the flows of a node share.</summary>
public static class ProcessDirectServices
{
    /// <summary>Adds the table of flows that can be called.</summary>
    public static IServiceCollection AddProcessDirect(this IServiceCollection services) => services.AddSingleton<ProcessDirectTable>();
}
