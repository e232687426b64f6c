using System.Globalization;
using IntegrationActors.Adapters.Amqp.Sender;
using IntegrationActors.Adapters.Amqp.Tests.Support;
using IntegrationActors.Adapters.OAuth;
using IntegrationActors.Contracts;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Stores;
using IntegrationActors.Engine.Inlets;

namespace IntegrationActors.Adapters.Amqp.Tests.Connections;

/// <summary>AMQP over WebSocket with tokens of an authorization server, which the broker checks, and after whose end it closes the connection.</summary>
public sealed class AmqpTokenTests : IAsyncLifetime
{
    private const int Lifetime = 4;

    private AuthorizationServer _server = null!;
    private AmqpPeer _peer = null!;
    private FlowHost _host = null!;

    public Task InitializeAsync()
    {
        if (TestServer.Obstacle is null)
        {
            _server = new AuthorizationServer("--client", "acme-events:events", "--ttl", Lifetime.ToString(CultureInfo.InvariantCulture));
            _peer = new AmqpPeer(["--anonymous", "--jwks", _server.KeysUrl]);
            _host = _peer.Host();
            _host.Credentials["events"] = _server.Client("events");
            _host.Credentials["bad"] = new UserCredential("bad", "acme-events", "not-the-s3cret");
        }

        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await (_host?.DisposeAsync() ?? default);
        _peer?.Dispose();
        _server?.Dispose();
    }

    [ServerFact]
    public async Task Tokens_are_renewed_and_no_message_is_lost()
    {
        var put = await PutAsync();
        await _host.DeployAsync($"from: {{ amqp: {{ {Access()} }} }}\nsteps:\n  - send: {{ sink: {{}} }}", "taking");

        var sent = new List<MessageRecord>();
        await Eventually.HoldsAsync(async () =>
        {
            sent.Add(await _host.SendAsync(put, Payload.FromText($"message {sent.Count}")));
            return TokensShown() >= 4;
        });

        var arrived = sent.Select((record, i) => (record, i)).Where(one => one.record.Status == MessageStatus.Completed).Select(one => $"message {one.i}").ToHashSet(StringComparer.Ordinal);
        await Eventually.HoldsAsync(() => arrived.IsSubsetOf(_host.Sink.Taken.Select(taken => taken.Text)), () => $"{_host.Sink.Taken.Count} of {arrived.Count} came");

        // Whose connection ends while it is under way may have arrived, and its sender is told so.
        Assert.All(sent.Where(record => record.Status != MessageStatus.Completed), record => Assert.True(record.Fault!.Code is "IA3890" or "IA3887" or "IA3880", record.Fault.ToString()));
        Assert.InRange(sent.Count - arrived.Count, 0, TokensShown());
        await Eventually.HoldsAsync(() => _peer.Waiting() == 0);

        // Its end may come a moment before the channel expects it; then it is not shown again.
        var shown = _peer.Shown().ToList();
        Assert.All(Enumerable.Range(0, shown.Count).Where(i => shown[i].IsRefused), i => Assert.DoesNotContain(shown.Skip(i + 3), later => later.Token == shown[i].Token));
    }

    [ServerFact]
    public async Task A_token_that_is_refused_is_replaced_once_before_the_message_fails()
    {
        await SentAsync(await PutAsync("first"));
        _peer.Refuse(1);

        var again = await SentAsync(await PutAsync("second"));
        var refused = _peer.Shown();
        _peer.Refuse(2);
        var failed = await SentAsync(await PutAsync("third"));

        Assert.True(again.Status == MessageStatus.Completed, again.Fault?.ToString());
        Assert.Equal([false, true, false], refused.Select(shown => shown.IsRefused));
        Assert.NotEqual(refused[1].Token, refused[2].Token);
        Assert.Equal("IA3882", failed.Fault?.Code);
        Assert.DoesNotContain(_peer.Shown(), shown => failed.Fault!.ToString().Contains(shown.Token["Bearer ".Length..], StringComparison.Ordinal));
    }

    [ServerFact]
    public async Task A_client_that_is_refused_is_the_reason_of_the_channel()
    {
        var flow = await _host.DeployAsync($"from: {{ amqp: {{ {Access("bad")} }} }}\nsteps:\n  - send: {{ sink: {{}} }}");
        await Eventually.HoldsAsync(() => flow.Channels[0].State == ChannelState.Failed);

        Assert.StartsWith("IA3825", flow.Channels[0].Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("not-the-s3cret", flow.Channels[0].Reason, StringComparison.Ordinal);
        Assert.Empty(_peer.Shown());
    }

    [ServerFact]
    public async Task A_channel_goes_on_by_itself_when_the_authorization_server_is_back()
    {
        _server.Down();
        var flow = await _host.DeployAsync($"from: {{ amqp: {{ {Access()} }} }}\nsteps:\n  - send: {{ sink: {{}} }}");
        await Eventually.HoldsAsync(() => flow.Channels[0].State == ChannelState.Failed);
        Assert.StartsWith("IA3826", flow.Channels[0].Reason, StringComparison.Ordinal);

        _server.Up();
        _peer.Fill(1, 10);

        await Eventually.HoldsAsync(() => !_host.Sink.Taken.IsEmpty);
    }

    [ServerFact]
    public async Task The_token_is_a_layer_of_the_test()
    {
        var passed = await ProbeAsync("events");
        var failed = await ProbeAsync("bad");

        Assert.Equal([ProbeLayers.Settings, ProbeLayers.Name, ProbeLayers.Tcp, ProbeLayers.Token, ProbeLayers.Upgrade, ProbeLayers.Login, ProbeLayers.Target], passed.Select(step => step.Name));
        Assert.All(passed, step => Assert.Equal(ProbeOutcome.Passed, step.Outcome));
        Assert.Equal((ProbeLayers.Token, ProbeOutcome.Failed, "IA3825"), (failed[^1].Name, failed[^1].Outcome, failed[^1].Code));
    }

    private int TokensShown() => _peer.Shown().Select(shown => shown.Token).Distinct(StringComparer.Ordinal).Count();

    private static int PortOf(string url) => new Uri(url).Port;

    private string Access(string client = "events") => string.Create(
        CultureInfo.InvariantCulture,
        $"host: 127.0.0.1, port: {PortOf(_peer.Server["ws_url"])}, tls: false, transport: webSocket, path: /amqp, queue: {_peer.Queue}, handshakeCredential: {client}, token: {{ url: \"{_server.Url}\", scope: events }}, timeout: 10s");

    private Task<OpenFlow> PutAsync(string name = "putting") => _host.DeployAsync($"from: {{ direct: {{}} }}\nsteps:\n  - send: {{ amqp: {{ {Access()} }} }}", name);

    private Task<MessageRecord> SentAsync(OpenFlow flow) => _host.SendAsync(flow, Payload.FromText("1"));

    private async Task<List<ProbeStep>> ProbeAsync(string client)
    {
        var options = new AmqpSenderOptions
        {
            Host = "127.0.0.1",
            Port = PortOf(_peer.Server["ws_url"]),
            Tls = false,
            Transport = AmqpTransportKind.WebSocket,
            Path = "/amqp",
            Queue = _peer.Queue,
            HandshakeCredential = new(client, SourceSpan.None),
            Token = new AccessTokenOptions { Url = new Uri(_server.Url) },
        };
        await using var adapter = new AmqpSenderAdapter(options, _host.ContextOf("files", 1));
        return await ((IChannelProbe)adapter).ProbeAsync(CancellationToken.None).ToListAsync();
    }
}
