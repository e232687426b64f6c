using IntegrationActors.Runtime.Streams;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IntegrationActors.Runtime.Hosting;

/// <summary>What the runtime takes from its host.</summary>
internal sealed record RuntimeHostParts(ILoggerFactory Loggers, IHostApplicationLifetime Lifetime, NodeReadiness Readiness, ChannelStreams Streams)
{
    public ILogger Log { get; } = Loggers.CreateLogger<RuntimeHost>();
}
