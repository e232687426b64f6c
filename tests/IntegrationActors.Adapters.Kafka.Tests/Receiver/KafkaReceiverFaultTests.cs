using IntegrationActors.Adapters.Kafka.Tests.Support;
using IntegrationActors.Contracts;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Messages;

namespace IntegrationActors.Adapters.Kafka.Tests.Receiver;

/// <summary>On a server of its own, since it troubles all clients.</summary>
public sealed class KafkaReceiverFaultTests : IAsyncLifetime
{
    private static readonly Lazy<TestServer> Server = new(() => KafkaPeer.Start());

    private KafkaPeer _peer = null!;
    private FlowHost _host = null!;

    public Task InitializeAsync()
    {
        if (TestServer.Obstacle is null)
        {
            _peer = new KafkaPeer(server: Server.Value);
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
    public async Task A_broker_that_is_away_fails_the_message_with_the_cause_and_later_ones_go()
    {
        var flow = await _host.DeployAsync(FlowOf("deliveryTimeout: 2s"));
        await _host.SendAsync(flow, Payload.FromText("1"));

        _peer.Do("down?broker=1");
        var failed = await _host.SendAsync(flow, Payload.FromText("2"));
        _peer.Do("up?broker=1");
        MessageRecord later;
        do
        {
            later = await _host.SendAsync(flow, Payload.FromText("3"));
        }
        while (later.Status != MessageStatus.Completed && _host.Ended.Count < 20);

        Assert.True(later.Status == MessageStatus.Completed, later.Fault?.ToString());
        Assert.Equal((MessageStatus.Failed, "IA3846"), (failed.Status, failed.Fault?.Code));
        Assert.Contains(_peer.Topic, failed.Fault!.Message, StringComparison.Ordinal);
        Assert.Contains(_peer.Brokers, failed.Fault.Message, StringComparison.Ordinal);
    }

    // 7: timed out; 6: not the leader; 19: not enough replicas.
    [ServerFact]
    public async Task What_the_broker_does_not_take_at_once_is_sent_again()
    {
        var flow = await _host.DeployAsync(FlowOf(""));
        await _host.SendAsync(flow, Payload.FromText("1"));

        _peer.Do("errors?api=0&codes=6,19,7");
        var record = await _host.SendAsync(flow, Payload.FromText("2"));

        Assert.True(record.Status == MessageStatus.Completed, record.Fault?.ToString());
        Assert.Equal(2, _peer.Records().Count);
    }

    [ServerFact]
    public async Task Connections_that_break_under_load_lose_no_message()
    {
        var flow = await _host.DeployAsync(FlowOf("key: \"${header.name}\""));
        var sending = Parallel.ForAsync(0, 300, new ParallelOptions { MaxDegreeOfParallelism = 30 }, async (i, _) => await _host.SendAsync(flow, Payload.FromText($"{i}"), ("name", $"{i}")));
        for (var i = 0; i < 5; i++)
        {
            await Eventually.HoldsAsync(() => _host.Ended.Count > i * 50);
            _peer.Do("drop");
        }

        await sending;

        Assert.All(_host.Ended, record => Assert.True(record.Status == MessageStatus.Completed, record.Fault?.ToString()));
        Assert.Equal(300, _peer.Records().Select(record => System.Text.Encoding.UTF8.GetString(record.Message.Value)).Distinct().Count());
    }

    [ServerFact]
    public async Task A_certificate_of_nobody_that_is_trusted_fails_the_message()
    {
        var flow = await _host.DeployAsync(FlowOf("").Replace("kafka-ca", "rogue-ca", StringComparison.Ordinal));

        var record = await _host.SendAsync(flow, Payload.FromText("1"));

        Assert.Equal((MessageStatus.Failed, "IA3842"), (record.Status, record.Fault?.Code));
    }

    [ServerFact]
    public async Task A_password_that_was_mended_is_taken_with_the_next_message()
    {
        var flow = await _host.DeployAsync($"from: {{ direct: {{}} }}\nsteps:\n  - send: {{ {_peer.Receiver(credential: "wrong")} }}");
        var refused = await _host.SendAsync(flow, Payload.FromText("1"));

        _host.Credentials["wrong"] = _host.Credentials["kafka"];
        var taken = await _host.SendAsync(flow, Payload.FromText("2"));

        Assert.Equal("IA3841", refused.Fault?.Code);
        Assert.True(taken.Status == MessageStatus.Completed, taken.Fault?.ToString());
    }

    private string FlowOf(string options) => $"from: {{ direct: {{}} }}\nsteps:\n  - send: {{ {_peer.Receiver(options)} }}";
}
