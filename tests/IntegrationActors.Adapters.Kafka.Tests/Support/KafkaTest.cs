using System.Text;
using IntegrationActors.Contracts;
using IntegrationActors.Engine.Inlets;

namespace IntegrationActors.Adapters.Kafka.Tests.Support;

/// <summary>Flows that take records from a topic of the test's own and end in a sink, and flows that send there.</summary>
/// <param name="partitions">Partitions of the topic.</param>
/// <param name="server">The server of the tests of a class that trouble all clients; null: the one that all share.</param>
public abstract class KafkaTest(int partitions = 1, Lazy<TestServer>? server = null) : IAsyncLifetime
{
    private protected KafkaPeer Peer { get; private set; } = null!;

    private protected FlowHost Host { get; private set; } = null!;

    public Task InitializeAsync()
    {
        if (TestServer.Obstacle is null)
        {
            Peer = new KafkaPeer(partitions, server?.Value);
            Host = Peer.Host();
        }

        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await (Host?.DisposeAsync() ?? default);
        Peer?.Dispose();
    }

    /// <summary>A flow from the topic into the sink.</summary>
    private protected Task<OpenFlow> TakeAsync(string options = "") => Host.DeployAsync(TakingFrom(Peer.Sender(options)));

    /// <summary>A flow from the test into the topic.</summary>
    private protected Task<OpenFlow> PutAsync(string options = "") => Host.DeployAsync(SendingTo(Peer.Receiver(options)), "sending");

    private protected static string TakingFrom(string channel) => $"from: {{ {channel} }}\nsteps:\n  - send: {{ sink: {{}} }}";

    private protected static string SendingTo(string channel) => $"from: {{ direct: {{}} }}\nsteps:\n  - send: {{ {channel} }}";

    private protected Task EndedAsync(int count) => Eventually.HoldsAsync(() => Host.Ended.Count >= count, () => $"{Host.Ended.Count} of {count} ended: {string.Join('\n', Host.Ended.Select(r => r.Fault))}");

    /// <summary>The numbers from one on, as bodies.</summary>
    private protected static byte[][] Bodies(int from, int count) => [.. Enumerable.Range(from, count).Select(i => Encoding.UTF8.GetBytes($"{i}"))];
}
