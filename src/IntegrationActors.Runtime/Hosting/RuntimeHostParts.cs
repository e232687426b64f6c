using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IntegrationActors.Runtime.Hosting;

/// <summary>What the runtime takes from its host.</summary>
internal sealed record RuntimeHostParts(ILoggerFactory Loggers, IHostApplicationLifetime Lifetime, NodeReadiness Readiness)
{
    public ILogger Log { get; } = Loggers.CreateLogger<RuntimeHost>();
}
