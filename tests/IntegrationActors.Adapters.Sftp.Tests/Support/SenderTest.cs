using IntegrationActors.Contracts;
using IntegrationActors.Engine.Inlets;

namespace IntegrationActors.Adapters.Sftp.Tests.Support;

/// <summary>Flows that take files from a folder of the test's own, and end in a sink.</summary>
public abstract class SenderTest : IAsyncLifetime
{
    private protected SftpPeer Peer { get; private set; } = null!;

    private protected FlowHost Host { get; private set; } = null!;

    public Task InitializeAsync()
    {
        if (TestServer.Obstacle is null)
        {
            Peer = new SftpPeer();
            Host = Peer.Host();
        }

        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await (Host?.DisposeAsync() ?? default);
        Peer?.Dispose();
    }

    private protected Task<OpenFlow> DeployAsync(string options, string name = "files", string? directory = null)
    {
        var access = directory is null ? Peer.Access() : Peer.Access().Replace($"directory: {Peer.Name}", $"directory: {directory}", StringComparison.Ordinal);
        return Host.DeployAsync(FlowOf(options.Length == 0 ? access : $"{access}, {options}"), name);
    }

    private protected static string FlowOf(string options) => $"from: {{ sftp: {{ {options}, poll: 100ms }} }}\nsteps:\n  - send: {{ sink: {{}} }}";

    private protected Task EndedAsync(int count) => Eventually.HoldsAsync(() => Host.Ended.Count >= count, () => $"{Host.Ended.Count} of {count} ended: {string.Join('\n', Host.Ended.Select(r => r.Fault))}");
}
