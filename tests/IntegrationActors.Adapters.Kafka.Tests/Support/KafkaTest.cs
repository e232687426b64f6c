using IntegrationActors.Contracts;
using IntegrationActors.Engine.Inlets;

namespace IntegrationActors.Adapters.Kafka.Tests.Support;

/// <summary>Flows that take records from a topic of the test's own, and end in a sink.</summary>
public abstract class SenderTest : IAsyncLifetime
{
    private protected KafkaPeer Peer { get; set; } = null!;

    private protected FlowHost Host { get; set; } = null!;

    private protected virtual int Partitions => 1;

    public Task InitializeAsync()
    {
        if (TestServer.Obstacle is null)
        {
            Peer = new KafkaPeer(Partitions);
            Host = Peer.Host();
        }

        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await (Host?.DisposeAsync() ?? default);
        Peer?.Dispose();
    }

    private protected Task<OpenFlow> DeployAsync(string options = "", string name = "files") => Host.DeployAsync(FlowOf(Peer.Sender(options)), name);

    private protected static string FlowOf(string channel) => $"from: {{ {channel} }}\nsteps:\n  - send: {{ sink: {{}} }}";

    private protected Task EndedAsync(int count) => Eventually.HoldsAsync(() => Host.Ended.Count >= count, () => $"{Host.Ended.Count} of {count} ended: {string.Join('\n', Host.Ended.Select(r => r.Fault))}");
}
