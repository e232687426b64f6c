using System.Globalization;
using IntegrationActors.Adapters.Amqp.Tests.Support;
using IntegrationActors.Contracts;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Stores;

namespace IntegrationActors.Adapters.Amqp.Tests.Connections;

/// <summary>TLS, WebSocket and all kinds of login, in both directions.</summary>
public sealed class AmqpAccessTests() : PeerTest(ownServer: true, "--anonymous")
{
    private string Tls => string.Create(CultureInfo.InvariantCulture, $"host: localhost, port: {Peer.TlsPort}, queue: {Peer.Queue}");

    [ServerTheory]
    [InlineData("host: localhost, port: TLS, trustedCertificates: [ca], credential: broker")]
    [InlineData("host: localhost, port: TLS, trustedCertificates: [ca], clientCertificate: client")]
    [InlineData("host: localhost, port: TLS, trustedCertificates: [ca]")]
    [InlineData("host: 127.0.0.1, port: TCP, tls: false")]
    [InlineData("host: 127.0.0.1, port: WS, tls: false, transport: webSocket, path: /amqp, credential: broker")]
    [InlineData("host: localhost, port: WSS, transport: webSocket, path: /amqp, trustedCertificates: [ca], credential: broker")]
    [InlineData("host: localhost, port: WSS, transport: webSocket, path: /amqp, trustedCertificates: [ca], clientCertificate: client, credential: broker")]
    [InlineData("host: localhost, port: WSS, transport: webSocket, path: /amqp, trustedCertificates: [ca], handshakeCredential: broker")]
    public async Task Messages_pass_in_both_directions(string access)
    {
        var channel = $"{Filled(access)}, queue: {Peer.Queue}";
        var put = await PutAsync(access: channel);
        await TakeAsync(access: channel);

        for (var i = 0; i < 20; i++)
        {
            await Host.SendAsync(put, Payload.FromBytes(Body(i)), ("größe", "日本 🚚"));
        }

        await EndedAsync(40);
        Assert.All(Host.Ended, record => Assert.True(record.Status == MessageStatus.Completed, record.Fault?.ToString()));
        Assert.Equal(Enumerable.Range(0, 20).Select(i => Sink.HashOf(Body(i))).Order(), Host.Sink.Taken.Select(taken => taken.Hash).Order());
    }

    [ServerTheory]
    [InlineData("trustedCertificates: [rogue]", "of nobody that is trusted")]
    [InlineData("trustedCertificates: []", "of nobody that is trusted")]
    public async Task A_broker_that_is_not_trusted_gets_no_password(string trust, string text)
    {
        var flow = await TakeAsync($"credential: broker, {trust}", Tls);
        await Eventually.HoldsAsync(() => flow.Channels[0].State == ChannelState.Failed);

        Assert.StartsWith("IA3881", flow.Channels[0].Reason, StringComparison.Ordinal);
        Assert.Contains(text, flow.Channels[0].Reason, StringComparison.Ordinal);
    }

    [ServerFact]
    public async Task A_broker_under_another_name_and_one_over_WebSocket_are_judged_as_well()
    {
        var webSocket = await TakeAsync("credential: broker, transport: webSocket, path: /amqp, trustedCertificates: [rogue]", Filled($"host: localhost, port: WSS, queue: {Peer.Queue}"));
        await Eventually.HoldsAsync(() => webSocket.Channels[0].State == ChannelState.Failed);

        Assert.StartsWith("IA3881", webSocket.Channels[0].Reason, StringComparison.Ordinal);
    }

    [ServerTheory]
    [InlineData("expired", "out of date", "")]
    [InlineData("wronghost", "another name", "")]
    [InlineData("selfsigned", "nobody that is trusted", "")]
    [InlineData("expired", "out of date", "transport: webSocket, ")]
    public async Task A_certificate_that_does_not_hold_is_refused_before_the_login(string certificate, string text, string transport)
    {
        using var stranger = new Stranger(Peer.Certificates, certificate);

        var flow = await TakeAsync("trustedCertificates: [ca], credential: broker", string.Create(CultureInfo.InvariantCulture, $"{transport}host: localhost, port: {stranger.Port}, queue: q"));
        await Eventually.HoldsAsync(() => flow.Channels[0].State == ChannelState.Failed);

        Assert.StartsWith("IA3881", flow.Channels[0].Reason, StringComparison.Ordinal);
        Assert.Contains(text, flow.Channels[0].Reason, StringComparison.Ordinal);
        Assert.Equal(0, await stranger.HeardAsync());
    }

    [ServerTheory]
    [InlineData("expired", "out of date", "")]
    [InlineData("selfsigned", "nobody that is trusted", "")]
    [InlineData("expired", "out of date", "transport: webSocket, ")]
    public async Task A_certificate_that_does_not_hold_fails_a_message_that_is_sent_before_the_login(string certificate, string text, string transport)
    {
        using var stranger = new Stranger(Peer.Certificates, certificate);
        var flow = await PutAsync("trustedCertificates: [ca], credential: broker", string.Create(CultureInfo.InvariantCulture, $"{transport}host: localhost, port: {stranger.Port}, queue: q"));

        var record = await Host.SendAsync(flow, Payload.FromText("x"));

        Assert.Equal("IA3881", record.Fault?.Code);
        Assert.Contains(text, record.Fault!.Message, StringComparison.Ordinal);
        Assert.Equal(0, await stranger.HeardAsync());
    }

    [ServerTheory]
    [InlineData("port: TLS")]
    [InlineData("port: WSS, transport: webSocket, path: /amqp")]
    public async Task An_authority_that_is_trusted_later_heals_both_directions(string access)
    {
        access = $"{Filled($"host: localhost, {access}")}, queue: {Peer.Queue}, credential: broker, trustedCertificates: [rogue]";
        var put = await PutAsync(access: access);
        var take = await TakeAsync(access: access);
        await Eventually.HoldsAsync(() => take.Channels[0].State == ChannelState.Failed);
        var (reason, refused) = (take.Channels[0].Reason, await Host.SendAsync(put, Payload.FromText("1")));

        Host.Credentials["rogue"] = Host.Credentials["ca"];
        var accepted = await Host.SendAsync(put, Payload.FromText("2"));
        await Eventually.HoldsAsync(() => Host.Sink.Taken.Count == 1, () => take.Channels[0].ToString());

        Assert.StartsWith("IA3881", reason, StringComparison.Ordinal);
        Assert.Equal("IA3881", refused.Fault?.Code);
        Assert.True(accepted.Status == MessageStatus.Completed, accepted.Fault?.ToString());
        Assert.Equal("2", Host.Sink.Taken.Single().Text);
    }

    [ServerFact]
    public async Task A_missing_credential_is_told_by_its_name()
    {
        var flow = await TakeAsync(access: Peer.Access(credential: "nobody"));
        await Eventually.HoldsAsync(() => flow.Channels[0].State == ChannelState.Failed);

        Assert.StartsWith("IA3883", flow.Channels[0].Reason, StringComparison.Ordinal);
        Assert.Contains("'nobody'", flow.Channels[0].Reason, StringComparison.Ordinal);
    }

    [ServerFact]
    public async Task A_password_that_is_corrected_holds_at_the_next_try()
    {
        var flow = await TakeAsync(access: Peer.Access(credential: "wrong"));
        await Eventually.HoldsAsync(() => flow.Channels[0].State == ChannelState.Failed);

        Host.Credentials["wrong"] = new UserCredential("wrong", Peer.Server["user"], Peer.Server["password"]);
        Peer.Fill(1, 10);

        await EndedAsync(1);
    }

    private string Filled(string access)
    {
        foreach (var (name, port) in new[] { ("TLS", Peer.TlsPort), ("WSS", PortOf("wss_url")), ("WS", PortOf("ws_url")), ("TCP", Peer.Server.Port) })
        {
            access = access.Replace($"port: {name}", string.Create(CultureInfo.InvariantCulture, $"port: {port}"), StringComparison.Ordinal);
        }

        return access;
    }

    private int PortOf(string name) => new Uri(Peer.Server[name]).Port;

    private static byte[] Body(int i)
    {
        var body = new byte[i * i * 1000];
        new Random(i).NextBytes(body);
        return body;
    }
}
