using System.Text;
using IntegrationActors.Adapters.Kafka.Tests.Support;
using IntegrationActors.Contracts;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Stores;

namespace IntegrationActors.Adapters.Kafka.Tests.Connections;

/// <summary>Every way to log in, and every certificate, in both directions.</summary>
public sealed class KafkaLoginTests
{
    private static readonly Lazy<TestServer> Mutual = new(() => new TestServer("kafka", "--brokers", "1", "--mutual-tls"));
    private static readonly Lazy<TestServer> Plain = new(() => new TestServer("kafka", "--brokers", "1"));

    [ServerTheory]
    [InlineData("plain")]
    [InlineData("scramSha256")]
    [InlineData("scramSha512")]
    public async Task Messages_pass_with_user_and_password(string authentication)
    {
        using var peer = new KafkaPeer();
        await using var host = peer.Host();

        await PassAsync(host, peer, peer.Access(authentication: authentication));
    }

    [ServerFact]
    public async Task Messages_pass_with_a_token_that_is_renewed()
    {
        using var peer = new KafkaPeer();
        await using var host = peer.Host();
        using var issuer = new TokenIssuer(2, peer.Server["password"]);
        host.Credentials["client"] = new UserCredential("client", "shop", "s3cret:&");

        await PassAsync(host, peer, $"brokers: [\"{peer.Brokers}\"], authentication: oauthBearer, credential: client, trustedCertificates: [kafka-ca], token: {{ url: \"{issuer.Url}\", scope: kafka }}");
        await Eventually.HoldsAsync(() => issuer.Asked > 2);

        Assert.Equal($"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes("shop:s3cret%3A%26"))}", issuer.Authorization);
        Assert.Equal("grant_type=client_credentials&scope=kafka", issuer.Form);
    }

    [ServerFact]
    public async Task A_token_that_is_not_given_is_the_reason()
    {
        using var peer = new KafkaPeer();
        await using var host = peer.Host();
        using var issuer = new TokenIssuer(2, (string?)null);
        var access = $"brokers: [\"{peer.Brokers}\"], authentication: oauthBearer, credential: kafka, trustedCertificates: [kafka-ca], token: {{ url: \"{issuer.Url}\" }}";

        var flow = await host.DeployAsync($"from: {{ kafka: {{ {access}, topics: [{peer.Topic}] }} }}\nsteps:\n  - send: {{ sink: {{}} }}");
        await Eventually.HoldsAsync(() => flow.Channels[0].State == ChannelState.Failed);

        Assert.Contains("IA3825", flow.Channels[0].Reason, StringComparison.Ordinal);
        Assert.Contains("401", flow.Channels[0].Reason, StringComparison.Ordinal);
    }

    [ServerFact]
    public async Task A_token_that_the_cluster_refuses_is_not_used_again()
    {
        using var peer = new KafkaPeer();
        await using var host = peer.Host();
        using var issuer = new TokenIssuer(3600, "withdrawn", peer.Server["password"]);
        host.Credentials["client"] = new UserCredential("client", "shop", "s3cret");
        var access = $"brokers: [\"{peer.Brokers}\"], authentication: oauthBearer, credential: client, trustedCertificates: [kafka-ca], token: {{ url: \"{issuer.Url}\" }}";

        var flow = await host.DeployAsync($"from: {{ direct: {{}} }}\nsteps:\n  - send: {{ kafka: {{ {access}, topic: {peer.Topic} }} }}");
        var refused = await host.SendAsync(flow, Payload.FromText("1"));
        var sent = await host.SendAsync(flow, Payload.FromText("2"));

        Assert.Equal("IA3841", refused.Fault?.Code);
        Assert.DoesNotContain("withdrawn", refused.Fault!.ToString(), StringComparison.Ordinal);
        Assert.True(sent.Status == MessageStatus.Completed, sent.Fault?.ToString());
        Assert.Equal(2, issuer.Asked);
    }

    [ServerFact]
    public async Task Extensions_that_are_none_are_told()
    {
        using var peer = new KafkaPeer();
        await using var host = peer.Host();
        using var issuer = new TokenIssuer(3600, peer.Server["password"]);
        var access = $"brokers: [\"{peer.Brokers}\"], authentication: oauthBearer, credential: kafka, trustedCertificates: [kafka-ca], timeout: 5s, token: {{ url: \"{issuer.Url}\", extensions: {{ auth: x }} }}";

        var flow = await host.DeployAsync($"from: {{ direct: {{}} }}\nsteps:\n  - send: {{ kafka: {{ {access}, topic: {peer.Topic} }} }}");
        var record = await host.SendAsync(flow, Payload.FromText("1"));

        Assert.Equal("IA3851", record.Fault?.Code);
    }

    [ServerFact]
    public async Task Messages_pass_with_a_client_certificate()
    {
        using var peer = new KafkaPeer(server: Mutual.Value, isSasl: false);
        await using var host = peer.Host();

        await PassAsync(host, peer, $"brokers: [\"{peer.Brokers}\"], trustedCertificates: [kafka-ca], clientCertificate: client");
    }

    [ServerFact]
    public async Task A_broker_that_wants_a_client_certificate_refuses_without_one()
    {
        using var peer = new KafkaPeer(server: Mutual.Value, isSasl: false);
        await using var host = peer.Host();

        var flow = await host.DeployAsync($"from: {{ direct: {{}} }}\nsteps:\n  - send: {{ kafka: {{ brokers: [\"{peer.Brokers}\"], trustedCertificates: [kafka-ca], topic: {peer.Topic}, timeout: 5s }} }}");
        var record = await host.SendAsync(flow, Payload.FromText("1"));

        Assert.Equal(MessageStatus.Failed, record.Status);
        Assert.True(record.Fault!.Code is "IA3842" or "IA3840", record.Fault.ToString());
    }

    [ServerFact]
    public async Task Messages_pass_without_encryption_when_the_channel_says_so()
    {
        using var peer = new KafkaPeer(server: Plain.Value, isSasl: false);
        await using var host = peer.Host();

        await PassAsync(host, peer, $"brokers: [\"{peer.Brokers}\"], tls: false");
    }

    [ServerTheory]
    [InlineData("expired", "out of date")]
    [InlineData("wronghost", "another name")]
    [InlineData("selfsigned", "nobody that is trusted")]
    public async Task A_bad_certificate_is_refused_and_told(string certificate, string reason)
    {
        using var server = KafkaPeer.Start("--cert", certificate);
        using var peer = new KafkaPeer(server: server);
        await using var host = peer.Host();

        var flow = await host.DeployAsync($"from: {{ direct: {{}} }}\nsteps:\n  - send: {{ {peer.Receiver()} }}");
        var record = await host.SendAsync(flow, Payload.FromText("1"));

        Assert.Equal((MessageStatus.Failed, "IA3842"), (record.Status, record.Fault?.Code));
        Assert.Contains(reason, record.Fault!.Message, StringComparison.Ordinal);
    }

    private static async Task PassAsync(FlowHost host, KafkaPeer peer, string access)
    {
        var sending = await host.DeployAsync($"from: {{ direct: {{}} }}\nsteps:\n  - send: {{ kafka: {{ {access}, topic: {peer.Topic} }} }}", "sending");
        await host.DeployAsync($"from: {{ kafka: {{ {access}, topics: [{peer.Topic}], group: {peer.Group}, autoOffsetReset: earliest }} }}\nsteps:\n  - send: {{ sink: {{}} }}", "taking");
        for (var i = 0; i < 5; i++)
        {
            await host.SendAsync(sending, Payload.FromText($"Grüße {i}"));
        }

        await Eventually.HoldsAsync(() => host.Sink.Taken.Count >= 5, () => string.Join('\n', host.Ended.Select(record => record.Fault)));

        Assert.All(host.Ended, record => Assert.True(record.Status == MessageStatus.Completed, record.Fault?.ToString()));
        Assert.Equal(Enumerable.Range(0, 5).Select(i => $"Grüße {i}"), host.Sink.Taken.Select(delivered => delivered.Text));
    }
}
