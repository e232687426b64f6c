using System.Globalization;
using IntegrationActors.Adapters.Amqp.Tests.Support;
using IntegrationActors.Contracts;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Stores;
using IntegrationActors.Engine.Inlets;

namespace IntegrationActors.Adapters.Amqp.Tests.RabbitMq;

/// <summary>A broker as people have it, with durable queues.</summary>
public sealed class RabbitMqTests : IAsyncLifetime
{
    private static readonly Lazy<TestServer> Servers = new(() => new TestServer("rabbitmq", "--management", "--ws"));

    private readonly string _queue = $"q{Guid.NewGuid():N}";
    private FlowHost _host = null!;

    private static TestServer Server => Servers.Value;

    private string Plain => $"host: 127.0.0.1, port: {Server.Port}, tls: false, credential: broker, queue: /amq/queue/{_queue}";

    public Task InitializeAsync()
    {
        if (TestServer.Obstacle is null)
        {
            Server.Do("queue", _queue, "quorum");
            _host = new FlowHost(typeof(AmqpChannelOptions).Assembly);
            _host.Credentials["broker"] = new UserCredential("broker", Server["user"], Server["password"]);
            _host.Credentials["wrong"] = new UserCredential("wrong", Server["user"], AmqpPeer.WrongPassword);
            AmqpPeer.AddCertificates(_host, Path.GetDirectoryName(Server["ca"])!);
        }

        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await (_host?.DisposeAsync() ?? default);

    [ServerFact]
    public async Task Ten_thousand_messages_of_all_sizes_pass_in_both_directions()
    {
        const int Count = 10_000;
        var put = await PutAsync(Plain);
        await TakeAsync($"{Plain}, concurrency: 8, prefetch: 100, allowedHeaders: [\"x-.*\"]");

        await Parallel.ForAsync(0, Count, new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (i, _) => await SendAsync(put, Body(i), ("x-größe", $"日本 🚚 {i}")));
        await Eventually.ReachesAsync(() => _host.Sink.Taken.Select(taken => taken.Hash + taken.Headers["x-größe"]).Distinct().Count(), Count, () => $"{_host.Ended.FirstOrDefault(r => r.Fault is not null)?.Fault}");
        await Eventually.HoldsAsync(() => Counts() == (0, 0), () => $"{Counts()}");

        Assert.Equal(
            Enumerable.Range(0, Count).Select(i => Sink.HashOf(Body(i)) + $"日本 🚚 {i}").Order(StringComparer.Ordinal),
            _host.Sink.Taken.Select(taken => taken.Hash + taken.Headers["x-größe"]).Distinct().Order(StringComparer.Ordinal));
        Assert.All(_host.Ended, record => Assert.True(record.Status == MessageStatus.Completed, record.Fault?.ToString()));
        Assert.Equal(Count, _host.Sink.Taken.Count);
    }

    [ServerTheory]
    [InlineData("host: localhost, port: tls_port, trustedCertificates: [ca]")]
    [InlineData("host: localhost, port: tls_port, trustedCertificates: [ca], clientCertificate: client")]
    [InlineData("host: 127.0.0.1, port: ws_url, tls: false, transport: webSocket, path: /amqp")]
    [InlineData("host: localhost, port: wss_url, transport: webSocket, path: /amqp, trustedCertificates: [ca]")]
    public async Task Messages_pass_over_every_transport(string access)
    {
        var name = access.Split("port: ")[1].Split(',')[0];
        var told = Server.Told.GetProperty(name);
        var port = name == "tls_port" ? told.GetInt32() : new Uri(told.GetString()!).Port;
        var channel = $"{access.Replace(name, port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)}, credential: broker, queue: /amq/queue/{_queue}";
        var put = await PutAsync(channel);
        await TakeAsync(channel);

        for (var i = 0; i < 50; i++)
        {
            await SendAsync(put, Body(i * 10));
        }

        await Eventually.HoldsAsync(() => _host.Sink.Taken.Count == 50);
        Assert.Equal(Enumerable.Range(0, 50).Select(i => Sink.HashOf(Body(i * 10))).Order(), _host.Sink.Taken.Select(taken => taken.Hash).Order());
    }

    [ServerFact]
    public async Task A_refused_login_and_an_unknown_queue_are_told()
    {
        var wrong = await TakeAsync(Plain.Replace("credential: broker", "credential: wrong", StringComparison.Ordinal));
        var unknown = await TakeAsync($"{Plain}-nowhere");
        await Eventually.HoldsAsync(() => wrong.Channels[0].State == ChannelState.Failed && unknown.Channels[0].State == ChannelState.Failed);

        Assert.StartsWith("IA3882", wrong.Channels[0].Reason, StringComparison.Ordinal);
        Assert.StartsWith("IA3885", unknown.Channels[0].Reason, StringComparison.Ordinal);
    }

    [ServerFact]
    public async Task Failed_messages_come_again_and_are_counted_and_rejected_at_last()
    {
        _host.Sink.Before = (_, _) => throw new Core.Exchanges.FaultException("IA9999", "never");
        await SendAsync(await PutAsync(Plain), [1]);

        await TakeAsync($"{Plain}, retry: {{ attempts: 3, pause: 10ms }}");

        await Eventually.HoldsAsync(() => _host.Ended.Count == 4 && Counts() == (0, 0), () => $"{_host.Ended.Count} ended");
        Assert.Equal(3, _host.Sink.Begun);
    }

    [ServerFact]
    public async Task The_broker_keeps_what_the_flow_does_not_take_and_gets_back_what_was_sent_ahead()
    {
        var put = await PutAsync(Plain);
        await Parallel.ForAsync(0, 2000, new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (i, _) => await SendAsync(put, Body(1)));
        var go = new TaskCompletionSource();
        _host.Sink.Before = (_, cancel) => go.Task.WaitAsync(cancel);

        var flow = await TakeAsync($"{Plain}, concurrency: 2, prefetch: 5");
        await Eventually.HoldsAsync(() => Counts() == (1993, 7), () => $"{Counts()}");
        var retiring = flow.RetireAsync(TimeSpan.FromSeconds(60));
        await Eventually.HoldsAsync(() => Counts() == (1998, 2), () => $"{Counts()}");
        go.SetResult();
        await retiring;

        await Eventually.HoldsAsync(() => Counts() == (1998, 0), () => $"{Counts()}");
    }

    [ServerFact]
    public async Task A_broker_that_is_killed_comes_back_with_everything()
    {
        Server.Do("sync");
        var put = await PutAsync(Plain + ", timeout: 5s, retry: { attempts: 10, interval: 1s }");
        for (var i = 0; i < 200; i++)
        {
            await SendAsync(put, Body(i + 1));
        }

        var go = new TaskCompletionSource();
        _host.Sink.Before = (_, cancel) => _host.Sink.Begun > 100 ? go.Task.WaitAsync(cancel) : Task.CompletedTask;
        var flow = await TakeAsync($"{Plain}, concurrency: 4, idleTimeout: 5s");
        await Eventually.HoldsAsync(() => _host.Sink.Begun > 100);
        Server.Do("kill");
        go.SetResult();
        await Eventually.HoldsAsync(() => flow.Channels[0].State == ChannelState.Failed, () => $"{flow.Channels[0].State}");
        Server.Do("restart");

        // A queue whose leader is not up yet takes a message and does not settle it: whoever sent it does so again.
        var sent = 0;
        await Eventually.HoldsAsync(async () =>
        {
            sent++;
            return (await _host.SendAsync(put, Payload.FromBytes(Body(5000)))).Status == MessageStatus.Completed;
        }, () => $"sent {sent} times: {_host.Ended.Last(record => record.Fault is not null).Fault}; {flow.Channels[0].State} {flow.Channels[0].Reason}; {Counts()}; {_host.Sink.Taken.Count} came");

        var expected = Enumerable.Range(1, 200).Append(5000).Select(i => Sink.HashOf(Body(i))).ToHashSet(StringComparer.Ordinal);
        await Eventually.HoldsAsync(() => expected.IsSubsetOf(_host.Sink.Taken.Select(taken => taken.Hash)), () => $"{_host.Sink.Taken.Count} came");
        Assert.InRange(_host.Sink.Taken.Count, 201, 200 + sent + 14);
    }

    // Ready, and out for delivery.
    private (int Ready, int Out) Counts()
    {
        var line = Server.Do("ctl", "list_queues", "name", "messages_ready", "messages_unacknowledged").Split('\n').Single(line => line.StartsWith(_queue, StringComparison.Ordinal)).Split('\t');
        return (int.Parse(line[1], CultureInfo.InvariantCulture), int.Parse(line[2], CultureInfo.InvariantCulture));
    }

    private Task<OpenFlow> TakeAsync(string channel) => _host.DeployAsync($"from: {{ amqp: {{ {channel} }} }}\nsteps:\n  - send: {{ sink: {{}} }}");

    private Task<OpenFlow> PutAsync(string channel) => _host.DeployAsync($"from: {{ direct: {{}} }}\nsteps:\n  - send: {{ amqp: {{ {channel} }} }}");

    private async Task SendAsync(OpenFlow flow, byte[] body, params (string Name, string Value)[] headers)
    {
        var record = await _host.SendAsync(flow, Payload.FromBytes(body), headers);
        Assert.True(record.Status == MessageStatus.Completed, record.Fault?.ToString());
    }

    // 0 B to 1 MB; most are small, as in life.
    private static byte[] Body(int i)
    {
        var body = new byte[i % 1000 == 999 ? 1024 * 1024 : i % 100 == 50 ? 70_000 : i % 40 * 97];
        new Random(i).NextBytes(body);
        return body;
    }
}
