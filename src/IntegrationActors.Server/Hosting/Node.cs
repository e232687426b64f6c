using IntegrationActors.Core.Messages;
using IntegrationActors.Management;
using IntegrationActors.Runtime;
using IntegrationActors.Runtime.Configuration;
using IntegrationActors.Server.FirstStart;
using IntegrationActors.Storage;
using IntegrationActors.Storage.Keys;

namespace IntegrationActors.Server.Hosting;

/// <summary>
/// The whole node. Start: (1) the host of management, which brings up storage, cluster and flows; (2) the listener for senders, which says "come back" until
/// the flows run; (3) on the first start tenant, administrator and samples; (4) the node is ready. Stop is the way back: senders are told to come back,
/// messages inside finish, then the cluster, then storage.
/// </summary>
internal sealed class Node : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private readonly DataFolder _data;
    private readonly WebApplication _management;
    private readonly WebApplication _senders;

    private Node(DataFolder data, WebApplication management, WebApplication senders) => (_data, _management, _senders) = (data, management, senders);

    public static async Task<Node> StartAsync(NodeConfig config, TextWriter console)
    {
        var data = DataFolder.Create(config.Options);
        var management = ManagementHost.Build(config, data);
        var node = new Node(data, management, SenderHost.Build(config.Options.Http, management.Services));
        try
        {
            await node._management.StartAsync();                                                // 1
            data.ProtectSocket();
            node.Service<PayloadSpool>().Prepare();
            node.Service<RetentionJob>().Start();
            node.Service<KeyJob>().Start();
            await node._senders.StartAsync();                                                   // 2
            var addresses = node.Addresses();
            node.Service<ManagementSettings>().SenderAddresses = () => addresses.Senders;
            var welcome = await node.Service<Installation>().PrepareAsync(addresses);           // 3
            await node.WaitUntilReadyAsync();                                                   // 4
            await console.WriteLineAsync(welcome.Text(addresses));
            return node;
        }
        catch
        {
            await node.DisposeAsync();
            throw;
        }
    }

    /// <summary>Until somebody asks the process to stop; then until it has.</summary>
    public Task WaitForShutdownAsync() => _management.WaitForShutdownAsync();

    public async ValueTask DisposeAsync()
    {
        await _senders.DisposeAsync();
        await _management.DisposeAsync();
    }

    private async Task WaitUntilReadyAsync()
    {
        var (readiness, lifetime) = (Service<NodeReadiness>(), Service<IHostApplicationLifetime>());
        while (!readiness.IsReady && !lifetime.ApplicationStopping.IsCancellationRequested)
        {
            await Task.Delay(Pause);
        }
    }

    private T Service<T>()
        where T : notnull => _management.Services.GetRequiredService<T>();

    private NodeAddresses Addresses() => new(
        [.. _senders.Urls],
        _management.Urls.First(u => u.StartsWith("http://", StringComparison.Ordinal) && !u.StartsWith("http://unix:", StringComparison.Ordinal)),
        _data.Socket);
}
