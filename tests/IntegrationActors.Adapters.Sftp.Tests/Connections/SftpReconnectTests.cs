using System.Diagnostics;
using IntegrationActors.Adapters.Sftp.Tests.Support;
using IntegrationActors.Contracts;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Messages;

namespace IntegrationActors.Adapters.Sftp.Tests.Connections;

/// <summary>Connections that can't be made at first (<c>maxReconnects</c>, <c>reconnectDelay</c>).</summary>
public sealed class SftpReconnectTests : SenderTest
{
    [ServerFact]
    public async Task A_connection_is_tried_again_as_often_as_the_channel_says_with_its_pause_in_between()
    {
        Peer.Proxy.Set("mode=refuse");
        var flow = await Host.DeployAsync(Sending("maxReconnects: 3, reconnectDelay: 300ms"));
        var begin = Stopwatch.GetTimestamp();

        var record = await Host.SendAsync(flow, Payload.FromText("x"));

        Assert.Equal("IA3801", record.Fault?.Code);
        Assert.Equal(4, Peer.Proxy.Connections);
        Assert.True(Stopwatch.GetElapsedTime(begin) >= TimeSpan.FromMilliseconds(900));
    }

    [ServerFact]
    public async Task Without_further_tries_one_connection_decides()
    {
        Peer.Proxy.Set("mode=refuse");
        var flow = await Host.DeployAsync(Sending("maxReconnects: 0, reconnectDelay: 5m"));

        var record = await Host.SendAsync(flow, Payload.FromText("x")).WaitAsync(TimeSpan.FromSeconds(60));

        Assert.Equal("IA3801", record.Fault?.Code);
        Assert.Equal(1, Peer.Proxy.Connections);
    }

    [ServerFact]
    public async Task A_server_that_is_back_after_the_pause_costs_no_message()
    {
        Peer.Proxy.Set("mode=refuse");
        var flow = await Host.DeployAsync(Sending("maxReconnects: 1, reconnectDelay: 3s"));
        var sending = Host.SendAsync(flow, Payload.FromText("x"));
        await Eventually.HoldsAsync(() => Peer.Proxy.Connections == 1);

        Peer.Proxy.Reset();
        var record = await sending;

        Assert.True(record.Status == MessageStatus.Completed, record.Fault?.ToString());
        Assert.Equal(2, Peer.Proxy.Connections);
    }

    [ServerFact]
    public async Task A_sender_tries_again_before_its_status_tells_that_there_is_no_connection()
    {
        Peer.Proxy.Set("mode=refuse");
        var flow = await Host.DeployAsync(FlowOf($"{Peer.Access(throughProxy: true)}, maxReconnects: 2, reconnectDelay: 300ms"));
        var begin = Stopwatch.GetTimestamp();
        await Eventually.HoldsAsync(() => flow.Channels[0].State == ChannelState.Failed);
        var (elapsed, connections) = (Stopwatch.GetElapsedTime(begin), Peer.Proxy.Connections);

        Peer.Put("a", "a"u8);
        Peer.Proxy.Reset();
        await EndedAsync(1);

        Assert.True(elapsed >= TimeSpan.FromMilliseconds(500), $"{elapsed}");
        Assert.True(connections >= 3, $"{connections}");
        Assert.Equal("a", Assert.Single(Host.Sink.Taken).Text);
    }

    private string Sending(string options) => $"from: {{ direct: {{}} }}\nsteps:\n  - send: {{ sftp: {{ {Peer.Access(throughProxy: true)}, fileName: a.txt, {options} }} }}";
}
