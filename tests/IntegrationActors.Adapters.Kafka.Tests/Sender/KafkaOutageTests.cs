using System.Text;
using IntegrationActors.Adapters.Kafka.Tests.Support;
using IntegrationActors.Contracts;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Engine.Inlets;

namespace IntegrationActors.Adapters.Kafka.Tests.Sender;

/// <summary>Brokers that hang, or that show what they should not. On a server of its own, since it troubles all clients.</summary>
public sealed class KafkaOutageTests : IAsyncLifetime
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
    public async Task A_broker_that_hangs_is_the_reason_as_long_as_it_does_and_costs_no_record()
    {
        var flow = await DeployAsync(Impatient(_peer.Sender("requestTimeout: 2s")));
        await _peer.PutAsync(Bodies(0, 20));
        await Eventually.HoldsAsync(() => _host.Sink.Taken.Count == 20 && _peer.Waiting(4) == 0);

        Server.Value.Do("freeze");
        await Eventually.HoldsAsync(() => flow.Channels[0].State == ChannelState.Failed);
        var reason = flow.Channels[0].Reason;
        Server.Value.Do("thaw");
        await _peer.PutAsync(Bodies(20, 20));
        await Eventually.HoldsAsync(() => _host.Sink.Taken.Count == 40 && _peer.Waiting(4) == 0);

        Assert.Contains("IA3840", reason, StringComparison.Ordinal);
        await Eventually.HoldsAsync(() => flow.Channels[0].State == ChannelState.Connected);
        Assert.Equal(40, _host.Sink.Taken.Select(delivered => delivered.Text).Distinct().Count());
    }

    // What runs when the broker hangs can't be committed: it comes again when the member lost its partitions meanwhile.
    [ServerFact]
    public async Task A_broker_that_hangs_while_records_run_doubles_at_most_those_in_flight()
    {
        const int Count = 400;
        const int Concurrency = 10;
        _host.Sink.After = (_, cancel) => Task.Delay(10, cancel);
        await DeployAsync(Impatient(_peer.Sender($"requestTimeout: 2s, order: none, concurrency: {Concurrency}, prefetch: 10")));
        await _peer.PutAsync(Bodies(0, Count));
        await Eventually.HoldsAsync(() => _host.Sink.Taken.Count > 50);

        Server.Value.Do("freeze");
        var ended = -1;
        await Eventually.HoldsAsync(async () =>
        {
            // Nothing begins any more: what was fetched has run.
            var before = ended;
            ended = _host.Sink.Taken.Count;
            await Task.Delay(500);
            return before == ended;
        });
        var uncommitted = ended - _host.Ended.Count;
        Server.Value.Do("thaw");
        await Eventually.ReachesAsync(() => _host.Sink.Taken.Select(delivered => delivered.Text).Distinct().Count(), Count);
        await Eventually.HoldsAsync(() => _peer.Waiting(4) == 0);

        Assert.InRange(_host.Sink.Taken.Count, Count, Count + uncommitted + Concurrency);
    }

    [ServerFact]
    public async Task A_certificate_that_is_out_of_date_is_the_reason()
    {
        using var server = KafkaPeer.Start("--cert", "expired");
        using var peer = new KafkaPeer(server: server);
        await using var host = peer.Host();

        var flow = await host.DeployAsync($"from: {{ {peer.Sender()} }}\nsteps:\n  - send: {{ sink: {{}} }}");
        await Eventually.HoldsAsync(() => flow.Channels[0].Reason?.Contains("out of date", StringComparison.Ordinal) == true, () => flow.Channels[0].Reason ?? "no reason");

        Assert.Contains("IA3842", flow.Channels[0].Reason, StringComparison.Ordinal);
        Assert.NotNull(flow.Channels[0].NextTry);
    }

    [ServerFact]
    public async Task An_authority_that_is_trusted_later_heals_the_channel_without_a_new_deployment()
    {
        var flow = await DeployAsync(_peer.Sender().Replace("trustedCertificates: [kafka-ca]", "trustedCertificates: [rogue-ca]", StringComparison.Ordinal));
        await Eventually.HoldsAsync(() => flow.Channels[0].Reason?.Contains("IA3842", StringComparison.Ordinal) == true);

        _host.Credentials["rogue-ca"] = _host.Credentials["kafka-ca"];
        await _peer.PutAsync(Bodies(0, 1));

        await Eventually.HoldsAsync(() => _host.Sink.Taken.Count == 1 && flow.Channels[0].State == ChannelState.Connected);
    }

    private static string Impatient(string channel) => channel.Replace("timeout: 20s", "timeout: 3s", StringComparison.Ordinal);

    private Task<OpenFlow> DeployAsync(string channel) => _host.DeployAsync($"from: {{ {channel} }}\nsteps:\n  - send: {{ sink: {{}} }}");

    private static byte[][] Bodies(int from, int count) => [.. Enumerable.Range(from, count).Select(i => Encoding.UTF8.GetBytes($"{i}"))];
}
