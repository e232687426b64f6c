using System.Text;
using IntegrationActors.Adapters.Kafka.Tests.Support;
using IntegrationActors.Contracts;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Engine.Inlets;

namespace IntegrationActors.Adapters.Kafka.Tests.Sender;

/// <summary>On a server of its own, since it troubles all clients.</summary>
public sealed class KafkaSenderFaultTests : IAsyncLifetime
{
    private static readonly Lazy<TestServer> Server = new(() => KafkaPeer.Start());

    private KafkaPeer _peer = null!;
    private FlowHost _host = null!;

    public Task InitializeAsync()
    {
        if (TestServer.Obstacle is null)
        {
            _peer = new KafkaPeer(4, Server.Value);
            _host = _peer.Host();
        }

        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await (_host?.DisposeAsync() ?? default);
        _peer?.Dispose();
    }

    [ServerFact]
    public async Task A_broker_that_goes_and_comes_again_costs_no_record()
    {
        var flow = await DeployAsync();
        await _peer.PutAsync(Bodies(0, 20));
        await Eventually.HoldsAsync(() => _host.Sink.Taken.Count == 20);

        _peer.Do("down?broker=1");
        await Eventually.HoldsAsync(() => flow.Channels[0].State == ChannelState.Failed);
        var reason = flow.Channels[0].Reason;
        _peer.Do("up?broker=1");
        await _peer.PutAsync(Bodies(20, 20));
        await Eventually.HoldsAsync(() => _host.Sink.Taken.Count == 40 && _peer.Waiting(4) == 0);

        Assert.Contains("IA3840", reason, StringComparison.Ordinal);
        await Eventually.HoldsAsync(() => flow.Channels[0].State == ChannelState.Connected);
        Assert.Equal(40, _host.Sink.Taken.Select(delivered => delivered.Text).Distinct().Count());
    }

    [ServerFact]
    public async Task Connections_that_break_under_load_cost_no_record_and_double_none()
    {
        await DeployAsync("concurrency: 50, order: none");
        for (var round = 0; round < 10; round++)
        {
            await _peer.PutAsync(Bodies(round * 50, 50));
            _peer.Do("drop");
        }

        await Eventually.HoldsAsync(() => _host.Ended.Count(record => record.Status == MessageStatus.Completed) >= 500 && _peer.Waiting(4) == 0);

        Assert.Equal(500, _host.Sink.Taken.Select(delivered => delivered.Text).Distinct().Count());
        Assert.Equal(500, _host.Sink.Taken.Count);
    }

    // 16: not the coordinator; 14: it loads; 27: partitions are moving.
    [ServerFact]
    public async Task Offsets_that_the_cluster_does_not_take_are_committed_later()
    {
        await DeployAsync();
        await _peer.PutAsync(Bodies(0, 1));
        await Eventually.HoldsAsync(() => _host.Ended.Count == 1);

        _peer.Do("errors?api=8&codes=14,14,16,27");
        await _peer.PutAsync(Bodies(1, 10));
        await Eventually.HoldsAsync(() => _host.Ended.Count == 11 && _peer.Waiting(4) == 0, () => $"{_host.Ended.Count}, {_peer.Waiting(4)}");

        Assert.Equal(11, _host.Sink.Taken.Count);
        Assert.All(_host.Ended, record => Assert.True(record.Status == MessageStatus.Completed, record.Fault?.ToString()));
    }

    [ServerFact]
    public async Task Several_members_on_a_node_share_the_partitions()
    {
        var flow = await DeployAsync("parallelConsumers: 4");
        await Eventually.HoldsAsync(() => flow.Channels[0].Activity == "4 partitions");
        await _peer.PutAsync(Bodies(0, 200));
        await Eventually.HoldsAsync(() => _host.Ended.Count >= 200);

        Assert.Equal(200, _host.Sink.Taken.Select(delivered => delivered.Text).Distinct().Count());
        Assert.Equal(200, _host.Sink.Taken.Count);
        Assert.Equal(0, _peer.Waiting(4));
    }

    [ServerFact]
    public async Task A_topic_that_is_not_there_yet_is_the_reason_until_it_is()
    {
        var topic = $"later{Guid.NewGuid():N}";
        var flow = await _host.DeployAsync($"from: {{ {_peer.Sender(topic: topic)} }}\nsteps:\n  - send: {{ sink: {{}} }}");
        await Eventually.HoldsAsync(() => flow.Channels[0].State == ChannelState.Failed);
        var reason = flow.Channels[0].Reason;
        _peer.Make(topic, 1);
        await _peer.PutToAsync(topic, [1]);
        await Eventually.HoldsAsync(() => _host.Sink.Taken.Count == 1);

        Assert.Contains("IA3843", reason, StringComparison.Ordinal);
        Assert.Contains(topic, reason, StringComparison.Ordinal);
    }

    [ServerFact]
    public async Task A_certificate_of_nobody_that_is_trusted_is_the_reason()
    {
        var channel = _peer.Sender().Replace("trustedCertificates: [kafka-ca]", "trustedCertificates: [rogue-ca]", StringComparison.Ordinal);

        var reason = await ReasonAsync(channel);

        Assert.Contains("IA3842", reason, StringComparison.Ordinal);
    }

    [ServerFact]
    public async Task A_password_that_was_mended_is_taken_without_a_new_deployment()
    {
        var flow = await _host.DeployAsync($"from: {{ {_peer.Sender(credential: "wrong")} }}\nsteps:\n  - send: {{ sink: {{}} }}");
        await Eventually.HoldsAsync(() => flow.Channels[0].Reason?.Contains("IA3841", StringComparison.Ordinal) == true);

        _host.Credentials["wrong"] = _host.Credentials["kafka"];
        await _peer.PutAsync(Bodies(0, 1));

        await Eventually.HoldsAsync(() => _host.Sink.Taken.Count == 1 && flow.Channels[0].State == ChannelState.Connected);
    }

    [ServerFact]
    public async Task A_port_where_nobody_listens_is_the_reason()
    {
        var reason = await ReasonAsync("kafka: { brokers: [\"127.0.0.1:9\"], tls: false, topics: [a], timeout: 5s }");

        Assert.Contains("IA3840", reason, StringComparison.Ordinal);
    }

    [ServerFact]
    public async Task A_credential_that_is_not_there_is_the_reason()
    {
        var reason = await ReasonAsync(_peer.Sender(credential: "missing"));

        Assert.Contains("IA3845", reason, StringComparison.Ordinal);
    }

    private async Task<string> ReasonAsync(string channel)
    {
        var flow = await _host.DeployAsync($"from: {{ {channel} }}\nsteps:\n  - send: {{ sink: {{}} }}");
        await Eventually.HoldsAsync(() => flow.Channels[0].State == ChannelState.Failed);
        return flow.Channels[0].Reason!;
    }

    private Task<OpenFlow> DeployAsync(string options = "") => _host.DeployAsync(FlowOf(options));

    private string FlowOf(string options) => $"from: {{ {_peer.Sender(options)} }}\nsteps:\n  - send: {{ sink: {{}} }}";

    private static byte[][] Bodies(int from, int count) => [.. Enumerable.Range(from, count).Select(i => Encoding.UTF8.GetBytes($"{i}"))];
}
