using System.Globalization;
using IntegrationActors.Adapters.Mail.Tests.Support;
using IntegrationActors.Contracts;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Stores;

namespace IntegrationActors.Adapters.Mail.Tests.Sender;

/// <summary>Whom a sender trusts, how it logs in, and what its status tells when it gets no further.</summary>
public sealed class MailSenderAccessTests : MailTest
{
    [ServerTheory]
    [InlineData("imap", "startTls", "plain")]
    [InlineData("imap", "startTlsOptional", "login")]
    [InlineData("imap", "none", "cramMd5")]
    [InlineData("imap", "startTls", "xoauth2")]
    [InlineData("imaps", "tls", "login")]
    [InlineData("imaps", "tls", "cramMd5")]
    [InlineData("imaps", "tls", "xoauth2")]
    [InlineData("pop3", "startTls", "plain")]
    [InlineData("pop3", "startTlsOptional", "cramMd5")]
    [InlineData("pop3", "none", "plain")]
    [InlineData("pop3s", "tls", "login")]
    [InlineData("pop3s", "tls", "xoauth2")]
    public async Task Every_kind_of_protection_and_login_takes_mails(string server, string protection, string authentication)
    {
        Peer.PutText("one", "1");
        var trust = protection == "none" ? "" : "trustedCertificates: [mail-ca], ";

        await FlowAsync(server.TrimEnd('s'), $"host: \"127.0.0.1:{Peer.Server.Port(server)}\", protection: {protection}, {trust}authentication: {authentication}, credential: mail");

        await EndedAsync(1);
    }

    [ServerFact]
    public async Task A_server_that_nobody_vouches_for_is_refused()
    {
        await StatusAsync("imap", Peer.Access("imaps").Replace("trustedCertificates: [mail-ca], ", "", StringComparison.Ordinal), "IA3861", "of nobody that is trusted");
    }

    [ServerTheory]
    [InlineData("expired", "out of date")]
    [InlineData("wronghost", "another name")]
    [InlineData("selfsigned", "of nobody that is trusted")]
    public async Task A_certificate_that_does_not_hold_is_refused_and_no_password_is_sent(string certificate, string reason)
    {
        using var server = new MailServer(1, "--cert", certificate);
        using var peer = new MailPeer(server);
        Host.Credentials["mail-ca"] = KeyPairs.FromCertificate("mail-ca", await File.ReadAllBytesAsync(server.Authority));

        await StatusAsync("imap", peer.Access("imaps"), "IA3861", reason);
        await StatusAsync("imap", peer.Access("imap"), "IA3861", reason);
        await StatusAsync("pop3", peer.Access("pop3s"), "IA3861", reason);
    }

    [ServerFact]
    public async Task Mandatory_STARTTLS_refuses_a_server_without_it_and_optional_STARTTLS_takes_it()
    {
        using var server = new MailServer(1, "--tls", "no");
        using var peer = new MailPeer(server);
        peer.PutText("one", "1");
        Host.Credentials["mail"] = new UserCredential("mail", peer.User, peer.Password);

        await StatusAsync("imap", peer.Access("imap"), "IA3869", "STARTTLS");
        await StatusAsync("pop3", peer.Access("pop3"), "IA3869", "STARTTLS");
        await FlowAsync("imap", peer.Access("imap").Replace("startTls", "startTlsOptional", StringComparison.Ordinal));

        await EndedAsync(1);
    }

    [ServerFact]
    public async Task A_login_that_the_server_does_not_offer_is_told_with_those_that_it_does()
    {
        using var server = new MailServer(1, "--dovecot", "auth_mechanisms = plain");
        using var peer = new MailPeer(server);

        await StatusAsync("imap", peer.Access("imaps").Replace("mail-ca", "other-ca", StringComparison.Ordinal) + ", authentication: cramMd5", "IA3869", "CRAM-MD5", server);
    }

    [ServerFact]
    public async Task A_missing_folder_is_told_by_its_name() => await StatusAsync("imap", Peer.Access("imaps") + ", folder: Nowhere/Below", "IA3865", "'Nowhere/Below'");

    [ServerFact]
    public async Task A_missing_credential_is_told_by_its_name() => await StatusAsync("imap", Peer.Access("imaps", credential: "nobody"), "IA3863", "'nobody'");

    [ServerFact]
    public async Task Nothing_that_listens_is_told_as_such()
    {
        var port = Peer.Proxy("imaps").Port;
        Peer.Proxy("imaps").Set("mode=refuse");

        await StatusAsync("imap", Peer.Access("imaps", throughProxy: true), "IA3860", port.ToString(CultureInfo.InvariantCulture));
    }

    [ServerTheory]
    [InlineData("imap")]
    [InlineData("pop3")]
    public async Task A_frozen_server_is_given_up_and_found_again(string protocol)
    {
        Peer.PutText("one", "1");
        var flow = await FlowAsync(protocol, Peer.Access($"{protocol}s", throughProxy: true) + ", timeout: 1s");
        await EndedAsync(1);
        Peer.Proxy($"{protocol}s").Set("mode=blackhole");
        await Eventually.HoldsAsync(() => flow.Channels[0].State == ChannelState.Failed);
        var reason = flow.Channels[0].Reason;

        Peer.PutText("two", "2");
        Peer.Proxy($"{protocol}s").Reset();

        await Eventually.HoldsAsync(() => Host.Sink.Taken.Any(t => t.Text == "2"));
        Assert.Contains("within 1s", reason, StringComparison.Ordinal);
    }

    private async Task StatusAsync(string protocol, string options, string code, string text, MailServer? server = null)
    {
        if (server is not null)
        {
            Host.Credentials["other-ca"] = KeyPairs.FromCertificate("other-ca", await File.ReadAllBytesAsync(server.Authority));
        }

        var flow = await FlowAsync(protocol, options);
        await Eventually.HoldsAsync(() => flow.Channels[0].State == ChannelState.Failed);
        var reason = flow.Channels[0].Reason!;
        await flow.RetireAsync(TimeSpan.FromSeconds(5));

        Assert.StartsWith(code, reason, StringComparison.Ordinal);
        Assert.Contains(text, reason, StringComparison.Ordinal);
        Assert.DoesNotContain(Peer.Password, reason, StringComparison.Ordinal);
    }

    private Task<Engine.Inlets.OpenFlow> FlowAsync(string protocol, string options) =>
        Host.DeployAsync($"from: {{ {protocol}: {{ {options}, poll: 100ms }} }}\nsteps:\n  - send: {{ sink: {{}} }}");
}
