using IntegrationActors.Adapters.RabbitMq.Tests.Support;
using IntegrationActors.Contracts;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Stores;
using IntegrationActors.Engine.Inlets;

namespace IntegrationActors.Adapters.RabbitMq.Tests.Sender;

/// <summary>Whom a sender trusts, as whom it logs in, and what its status tells when it gets no further.</summary>
public sealed class RabbitMqSenderAccessTests : RabbitTest
{
    [ServerFact]
    public async Task A_password_logs_in_over_TLS()
    {
        await Peer.DeclareAsync();
        await Peer.PutAsync("x"u8.ToArray());

        await DeployAsync(access: Peer.AccessByTls());

        await EndedAsync(1);
    }

    [ServerFact]
    public async Task A_client_certificate_logs_in_by_itself_and_goes_together_with_a_password()
    {
        Peer.AllowCertificateLogin();
        await Peer.DeclareAsync();
        await Peer.DeclareAsync($"{Peer.Queue}.b");
        await Peer.PutAsync("x"u8.ToArray());
        await Peer.PutAsync("x"u8.ToArray(), $"{Peer.Queue}.b");

        var flow = await DeployAsync(access: Peer.AccessByTls("clientCertificate: client"));
        await DeployAsync(access: Peer.AccessByTls("credential: rabbit, clientCertificate: client"), name: "second", queues: $"{Peer.Queue}.b");

        await Eventually.HoldsAsync(() => Host.Ended.Count == 2, () => flow.Channels[0].Reason ?? "");
    }

    [ServerTheory]
    [InlineData("expired", "out of date")]
    [InlineData("wronghost", "another name")]
    [InlineData("selfsigned", "nobody that is trusted")]
    public async Task A_certificate_that_is_not_trusted_is_refused_before_the_login(string certificate, string reason)
    {
        using var stranger = new Stranger(Peer.Certificates, certificate);

        var flow = await DeployAsync(access: $"hosts: \"localhost:{stranger.Port}\", trustedCertificates: [ca], credential: rabbit");
        var status = await FailedAsync(flow);

        Assert.StartsWith("IA3902", status, StringComparison.Ordinal);
        Assert.Contains(reason, status, StringComparison.Ordinal);
        Assert.Equal(0, await stranger.HeardAsync());
    }

    [ServerFact]
    public async Task A_broker_of_an_authority_that_the_channel_does_not_trust_is_refused()
    {
        Host.Credentials["ca"] = KeyPairs.FromCertificate("ca", await File.ReadAllBytesAsync(Path.Combine(Peer.Certificates, "rogue-ca.crt")));

        var flow = await DeployAsync(access: Peer.AccessByTls());

        Assert.StartsWith("IA3902", await FailedAsync(flow), StringComparison.Ordinal);
    }

    [ServerFact]
    public async Task A_password_that_is_corrected_and_an_authority_that_is_trusted_later_heal_the_channel()
    {
        await Peer.DeclareAsync();
        await Peer.PutAsync("x"u8.ToArray());
        var (authority, login) = (Host.Credentials["ca"], Host.Credentials["rabbit"]);
        (Host.Credentials["ca"], Host.Credentials["rabbit"]) = (Host.Credentials["rogue"], new UserCredential("rabbit", Peer.Server["user"], RabbitPeer.WrongPassword));

        var flow = await DeployAsync(access: Peer.AccessByTls());
        var untrusted = await FailedAsync(flow);
        Host.Credentials["ca"] = authority;
        await Eventually.HoldsAsync(() => flow.Channels[0].Reason?.StartsWith("IA3901", StringComparison.Ordinal) == true, () => flow.Channels[0].ToString());
        Host.Credentials["rabbit"] = login;

        await EndedAsync(1);
        Assert.StartsWith("IA3902", untrusted, StringComparison.Ordinal);
    }

    [ServerFact]
    public async Task The_status_tells_of_a_wrong_virtual_host_a_missing_queue_a_missing_right_and_a_broker_that_is_down()
    {
        Peer.Server.Do("ctl", "add_user", $"u{Peer.Queue}", "pw");
        Peer.Server.Do("ctl", "set_permissions", $"u{Peer.Queue}", "^$", "^$", "^$");
        Host.Credentials["poor"] = new UserCredential("poor", $"u{Peer.Queue}", "pw");
        await Peer.DeclareAsync();

        var nowhere = await DeployAsync("virtualHost: nowhere", name: "a");
        var missing = await DeployAsync(name: "b", queues: $"{Peer.Queue}.nowhere");
        var poor = await DeployAsync(access: Peer.Access(credential: "poor"), name: "c");
        var down = await DeployAsync(access: "hosts: \"127.0.0.1:1\", tls: false, credential: rabbit", name: "d");
        var other = await DeployAsync($"topology: {{ queues: [{{ name: {Peer.Queue}, type: quorum }}] }}", name: "e");
        var unknown = await DeployAsync(access: Peer.Access(credential: "nobody"), name: "f");

        Assert.StartsWith("IA3903", await FailedAsync(nowhere), StringComparison.Ordinal);
        Assert.StartsWith("IA3905", await FailedAsync(missing), StringComparison.Ordinal);
        Assert.StartsWith("IA3906", await FailedAsync(poor), StringComparison.Ordinal);
        Assert.StartsWith("IA3900", await FailedAsync(down), StringComparison.Ordinal);
        Assert.StartsWith("IA3907", await FailedAsync(other), StringComparison.Ordinal);
        Assert.StartsWith("IA3904", await FailedAsync(unknown), StringComparison.Ordinal);
    }

    [ServerFact]
    public async Task Another_node_is_taken_when_one_is_down()
    {
        await Peer.DeclareAsync();
        await Peer.PutAsync("x"u8.ToArray());

        await DeployAsync(access: $"hosts: [\"127.0.0.1:1\", \"127.0.0.1:2\", \"127.0.0.1:{Peer.Server.Port}\"], tls: false, credential: rabbit");

        await EndedAsync(1);
    }

    [ServerFact]
    public async Task A_frozen_connection_is_given_up_and_made_anew()
    {
        await Peer.DeclareAsync();
        var flow = await DeployAsync("heartbeat: 1s, timeout: 2s", Peer.Access(throughProxy: true));
        await Peer.PutAsync("before"u8.ToArray());
        await EndedAsync(1);

        Peer.Proxy.Set("mode=blackhole");
        await Eventually.HoldsAsync(() => flow.Channels[0].State == ChannelState.Failed);
        await Peer.PutAsync("after"u8.ToArray());
        Peer.Proxy.Reset();

        await Eventually.HoldsAsync(() => Host.Sink.Taken.Any(t => t.Text == "after"));
    }

    [ServerFact]
    public async Task A_lost_acknowledgement_brings_the_message_once_more()
    {
        await Peer.DeclareAsync();
        await Peer.PutAsync("twice"u8.ToArray());
        Host.Sink.After = (_, _) =>
        {
            if (Host.Sink.Begun == 1)
            {
                Peer.Proxy.Set("mode=reset");
            }

            return Task.CompletedTask;
        };

        await DeployAsync(access: Peer.Access(throughProxy: true));
        await EndedAsync(2);
        await Eventually.HoldsAsync(() => Peer.Messages() == 0);

        Assert.Equal(["twice", "twice"], Host.Sink.Taken.Select(t => t.Text));
    }

    private static async Task<string> FailedAsync(OpenFlow flow)
    {
        await Eventually.HoldsAsync(() => flow.Channels[0].State == ChannelState.Failed);
        return flow.Channels[0].Reason!;
    }
}
