using IntegrationActors.Contracts;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Messages;
using IntegrationActors.Engine.Inlets;

namespace IntegrationActors.Adapters.Amqp.Tests.Support;

/// <summary>Flows between a broker in memory and the test.</summary>
public abstract class PeerTest(bool ownServer = false, params string[] options) : IAsyncLifetime
{
    private protected AmqpPeer Peer { get; private set; } = null!;

    private protected FlowHost Host { get; private set; } = null!;

    /// <summary>Whether channels go over WebSocket.</summary>
    private protected virtual bool IsWebSocket => false;

    public Task InitializeAsync()
    {
        if (TestServer.Obstacle is null)
        {
            Peer = new AmqpPeer(ownServer ? options : null, IsWebSocket);
            Host = Peer.Host();
        }

        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await (Host?.DisposeAsync() ?? default);
        Peer?.Dispose();
    }

    /// <summary>A flow from the queue into the sink.</summary>
    private protected Task<OpenFlow> TakeAsync(string options = "", string? access = null) =>
        Host.DeployAsync($"from: {{ amqp: {{ {access ?? Peer.Access()}{Also(options)} }} }}\nsteps:\n  - send: {{ sink: {{}} }}");

    /// <summary>A flow from the test into the queue.</summary>
    private protected Task<OpenFlow> PutAsync(string options = "", string? access = null, string verb = "send") =>
        Host.DeployAsync($"from: {{ direct: {{}} }}\nsteps:\n  - {verb}: {{ amqp: {{ {access ?? Peer.Access()}{Also(options)} }} }}");

    private protected async Task<MessageRecord> SendAsync(string options, string body, params (string Name, string Value)[] headers) =>
        await Host.SendAsync(await PutAsync(options), Payload.FromText(body), headers);

    private protected Task EndedAsync(int count) => Eventually.HoldsAsync(() => Host.Ended.Count >= count, () => $"{Host.Ended.Count} of {count} ended: {string.Join('\n', Host.Ended.Select(r => r.Fault))}");

    private static string Also(string options) => options.Length == 0 ? "" : $", {options}";
}
