using IntegrationActors.Contracts;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Messages;
using IntegrationActors.Engine.Inlets;

namespace IntegrationActors.Adapters.RabbitMq.Tests.Support;

/// <summary>Flows that take from queues and end in a sink, and flows that send.</summary>
public abstract class RabbitTest : IAsyncLifetime
{
    private protected RabbitPeer Peer { get; private set; } = null!;

    private protected FlowHost Host { get; private set; } = null!;

    public virtual Task InitializeAsync()
    {
        if (TestServer.Obstacle is null)
        {
            Peer = new RabbitPeer(OwnServer());
            Host = Peer.Host();
        }

        return Task.CompletedTask;
    }

    public virtual async Task DisposeAsync()
    {
        await (Host?.DisposeAsync() ?? default);
        await (Peer?.DisposeAsync() ?? default);
    }

    /// <summary>The broker of this test; null for the one that all share.</summary>
    private protected virtual TestServer? OwnServer() => null;

    /// <summary>A flow that takes from the queue of the test.</summary>
    private protected Task<OpenFlow> DeployAsync(string options = "", string? access = null, string name = "files", string? queues = null) =>
        Host.DeployAsync($"from: {{ rabbitmq: {{ {access ?? Peer.Access()}, queues: [{queues ?? Peer.Queue}]{(options.Length == 0 ? "" : ", ")}{options} }} }}\nsteps:\n  - send: {{ sink: {{}} }}", name);

    /// <summary>A flow that sends what it gets.</summary>
    private protected Task<OpenFlow> DeploySendingAsync(string options, string? access = null, string step = "send") =>
        Host.DeployAsync($"from: {{ direct: {{}} }}\nsteps:\n  - {step}: {{ rabbitmq: {{ {access ?? Peer.Access()}, {options} }} }}", "sending");

    private protected async Task<MessageRecord> SendAsync(string options, string body = "x", string? access = null, params (string Name, string Value)[] headers) =>
        await Host.SendAsync(await DeploySendingAsync(options, access), Payload.FromText(body), headers);

    private protected Task EndedAsync(int count) => Eventually.HoldsAsync(() => Host.Ended.Count >= count, () => $"{Host.Ended.Count} of {count} ended: {string.Join('\n', Host.Ended.Select(r => r.Fault))}");
}
