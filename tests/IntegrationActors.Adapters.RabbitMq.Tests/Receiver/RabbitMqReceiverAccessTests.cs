using System.Globalization;
using IntegrationActors.Adapters.RabbitMq.Tests.Support;
using IntegrationActors.Contracts;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Messages;

namespace IntegrationActors.Adapters.RabbitMq.Tests.Receiver;

/// <summary>Whom a receiver trusts, and what its messages tell when it does not.</summary>
public sealed class RabbitMqReceiverAccessTests : RabbitTest
{
    [ServerTheory]
    [InlineData("expired", "out of date")]
    [InlineData("selfsigned", "nobody that is trusted")]
    public async Task A_certificate_that_is_not_trusted_fails_the_message_before_the_login(string certificate, string reason)
    {
        using var stranger = new Stranger(Peer.Certificates, certificate);

        var record = await SendAsync($"routingKey: {Peer.Queue}", access: string.Create(CultureInfo.InvariantCulture, $"hosts: \"localhost:{stranger.Port}\", trustedCertificates: [ca], credential: rabbit"));

        Assert.Equal("IA3902", record.Fault?.Code);
        Assert.Contains(reason, record.Fault!.Message, StringComparison.Ordinal);
        Assert.Equal(0, await stranger.HeardAsync());
    }

    [ServerFact]
    public async Task An_authority_that_is_trusted_later_is_so_with_the_next_message()
    {
        await Peer.DeclareAsync();
        var authority = Host.Credentials["ca"];
        Host.Credentials["ca"] = Host.Credentials["rogue"];
        var flow = await DeploySendingAsync($"routingKey: {Peer.Queue}", Peer.AccessByTls());
        var refused = await Host.SendAsync(flow, Payload.FromText("1"));

        Host.Credentials["ca"] = authority;
        var accepted = await Host.SendAsync(flow, Payload.FromText("2"));

        Assert.Equal("IA3902", refused.Fault?.Code);
        Assert.True(accepted.Status == MessageStatus.Completed, accepted.Fault?.ToString());
        Assert.Equal("2"u8.ToArray(), (await Peer.NextAsync()).Body.ToArray());
    }
}
