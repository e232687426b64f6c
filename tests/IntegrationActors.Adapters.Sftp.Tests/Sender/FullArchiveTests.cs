using IntegrationActors.Adapters.Sftp.Tests.Support;
using IntegrationActors.Contracts;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Engine.Inlets;

namespace IntegrationActors.Adapters.Sftp.Tests.Sender;

/// <summary>A disk that has no room for the archive of files that are through, on a server of the test's own.</summary>
public sealed class FullArchiveTests : IAsyncLifetime
{
    private TestServer _server = null!;
    private SftpPeer _peer = null!;
    private FlowHost _host = null!;

    public Task InitializeAsync()
    {
        if (TestServer.Obstacle is null)
        {
            _server = new TestServer("sftp", "--tmpfs-inodes", "30");
            _peer = new SftpPeer(_server);
            _host = _peer.Host();
        }

        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await (_host?.DisposeAsync() ?? default);
        _peer?.Dispose();
        _server?.Dispose();
    }

    [ServerTheory]
    [InlineData("concurrency: 1")]
    [InlineData("concurrency: 4")]
    public async Task Files_run_once_and_new_ones_go_on_while_there_is_no_room_and_all_are_put_away_when_there_is_some(string options)
    {
        _peer.Put("a.csv", "a"u8);
        _peer.Put("b.csv", "b"u8);
        _peer.Put(".c", "c"u8);
        Fill();
        var flow = await DeployAsync(options);

        await Eventually.HoldsAsync(() => _host.Ended.Count == 2 && flow.Channels[0].State == ChannelState.Failed, () => Told(flow.Channels[0]));
        var (first, reason) = (_host.Ended.First().Fault, flow.Channels[0].Reason);
        File.Move(_peer.PathOf(".c"), _peer.PathOf("c.csv"));
        await Eventually.HoldsAsync(() => _host.Sink.Taken.Count == 3, () => Told(flow.Channels[0]));
        var during = _peer.Files().Where(name => name.EndsWith(".csv", StringComparison.Ordinal)).ToArray();
        File.Delete(_peer.PathOf("filler-0"));

        await Eventually.HoldsAsync(() => Directory.Exists(_peer.PathOf("archive")) && _peer.Files("archive").Length == 3, () => Told(flow.Channels[0]));
        await Eventually.HoldsAsync(() => flow.Channels[0].State == ChannelState.Connected, () => Told(flow.Channels[0]));
        Assert.Equal("IA3810", first?.Code);
        Assert.StartsWith("IA3810", reason, StringComparison.Ordinal);
        Assert.Contains("/archive'", reason, StringComparison.Ordinal);
        Assert.Contains("a full disk", reason, StringComparison.Ordinal);
        Assert.Equal(["a.csv", "b.csv", "c.csv"], during);
        Assert.Equal(["a", "b", "c"], _host.Sink.Taken.Select(taken => taken.Text).Order(StringComparer.Ordinal));
    }

    // Which files failed is forgotten with the node.
    [ServerFact]
    public async Task Files_that_can_not_be_put_away_keep_no_new_ones_waiting_after_a_restart()
    {
        _peer.Put("a.csv", "a"u8);
        _peer.Put(".b", "b"u8);
        Fill();
        var before = await DeployAsync("concurrency: 1");
        await Eventually.HoldsAsync(() => _host.Ended.Count == 1, () => Told(before.Channels[0]));
        await before.RetireAsync(TimeSpan.FromSeconds(5));

        var flow = await DeployAsync("concurrency: 1");
        await Eventually.HoldsAsync(() => flow.Channels[0].State == ChannelState.Failed, () => Told(flow.Channels[0]));
        File.Move(_peer.PathOf(".b"), _peer.PathOf("b.csv"));

        await Eventually.HoldsAsync(() => _host.Sink.Taken.Count == 2, () => Told(flow.Channels[0]));
        Assert.Equal(["a", "b"], _host.Sink.Taken.Select(taken => taken.Text));
    }

    private Task<OpenFlow> DeployAsync(string options) => _host.DeployAsync(
        $"from: {{ sftp: {{ {_peer.Access()}, poll: 100ms, fileName: \"*.csv\", sortBy: name, postProcessing: move, archive: \"archive/\", {options} }} }}\nsteps:\n  - send: {{ sink: {{}} }}");

    // Makes files until the disk takes no more.
    private void Fill()
    {
        try
        {
            for (var number = 0; ; number++)
            {
                File.WriteAllText(_peer.PathOf($"filler-{number}"), "");
            }
        }
        catch (IOException)
        {
            // No room, as wanted.
        }
    }

    private string Told(ChannelStatus status) => $"{status}\n{string.Join('\n', _host.Ended.Select(record => record.Fault))}\n{string.Join(' ', _peer.Files())}";
}
