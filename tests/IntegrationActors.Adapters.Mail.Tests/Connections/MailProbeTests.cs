using System.Net;
using System.Net.Sockets;
using IntegrationActors.Adapters.Mail.Receiver;
using IntegrationActors.Adapters.Mail.Sender;
using IntegrationActors.Adapters.Mail.Tests.Support;
using IntegrationActors.Contracts;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.Options;
using IntegrationActors.Core.Stores;

namespace IntegrationActors.Adapters.Mail.Tests.Connections;

/// <summary>Tests of channels without a mail: which layer does not work, and in which words.</summary>
public sealed class MailProbeTests : MailTest
{
    [ServerTheory]
    [InlineData("imaps", MailProtection.Tls)]
    [InlineData("imap", MailProtection.StartTls)]
    [InlineData("pop3s", MailProtection.Tls)]
    [InlineData("pop3", MailProtection.StartTlsOptional)]
    [InlineData("smtps", MailProtection.Tls)]
    [InlineData("smtp", MailProtection.StartTls)]
    public async Task A_channel_that_works_passes_every_layer_and_shows_the_certificates(string server, MailProtection protection)
    {
        Peer.PutText("waits", "1");

        var steps = await StepsOfAsync(At(server, protection));

        Assert.Equal([ProbeLayers.Settings, ProbeLayers.Name, ProbeLayers.Tcp, ProbeLayers.Tls, ProbeLayers.Login, ProbeLayers.Target], steps.Select(step => step.Name));
        Assert.All(steps, step => Assert.Equal(ProbeOutcome.Passed, step.Outcome));
        Assert.Contains("Tls1", steps[3].Detail, StringComparison.Ordinal);
        Assert.Contains("CN=localhost", steps[3].Detail, StringComparison.Ordinal);
        Assert.Contains("issued by 'CN=Test Root, O=Test'", steps[3].Detail, StringComparison.Ordinal);
        Assert.Contains(server[0] == 's' ? "mails of at most 67108864 bytes" : "is there; mails: 1", steps[5].Detail, StringComparison.Ordinal);
        Assert.Single(Peer.Unread());
    }

    [ServerFact]
    public async Task A_missing_credential_is_one_of_the_settings() =>
        Failed(await StepsOfAsync(At("imaps") with { Credential = "nobody" }), ProbeLayers.Settings, "IA3863", "'nobody'");

    [ServerFact]
    public async Task A_missing_trusted_certificate_is_one_of_the_settings() =>
        Failed(await StepsOfAsync(At("smtps") with { Authority = "nobody" }), ProbeLayers.Settings, "IA3820", "'nobody'");

    [ServerTheory]
    [InlineData("imaps")]
    [InlineData("pop3s")]
    [InlineData("smtps")]
    public async Task A_host_that_is_not_found_is_told_by_its_name(string server) =>
        Failed(await StepsOfAsync(At(server) with { Host = "mail.invalid" }), ProbeLayers.Name, "IA3943", "'mail.invalid'");

    [ServerTheory]
    [InlineData("imaps")]
    [InlineData("pop3s")]
    [InlineData("smtps")]
    public async Task A_port_where_nobody_listens_is_told(string server)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();

        Failed(await StepsOfAsync(At(server) with { Host = $"127.0.0.1:{port}" }), ProbeLayers.Tcp, "IA3944", $"127.0.0.1:{port} refused the connection");
    }

    [ServerTheory]
    [InlineData("imaps", MailProtection.Tls, "expired", "out of date")]
    [InlineData("imap", MailProtection.StartTls, "expired", "out of date")]
    [InlineData("pop3", MailProtection.StartTls, "wronghost", "another name")]
    [InlineData("smtps", MailProtection.Tls, "wronghost", "another name")]
    [InlineData("smtp", MailProtection.StartTls, "selfsigned", "nobody that is trusted")]
    public async Task A_certificate_that_does_not_hold_is_told_and_shown(string server, MailProtection protection, string certificate, string reason)
    {
        using var bad = new MailServer(1, "--cert", certificate);
        Host.Credentials["mail-ca"] = KeyPairs.FromCertificate("mail-ca", await File.ReadAllBytesAsync(bad.Authority));

        var steps = await StepsOfAsync(At(server, protection, bad));

        Failed(steps, ProbeLayers.Tls, "IA3861", reason);
        Assert.Contains("it showed 'CN=", steps[^1].Detail, StringComparison.Ordinal);
    }

    [ServerFact]
    public async Task An_authority_of_the_same_name_with_another_key_is_told_and_the_certificates_are_shown()
    {
        Host.Credentials["mail-ca"] = KeyPairs.FromCertificate("mail-ca", await File.ReadAllBytesAsync(Peer.Server.RogueAuthority));

        Failed(await StepsOfAsync(At("imaps")), ProbeLayers.Tls, "IA3861", "nobody that is trusted");
    }

    [ServerTheory]
    [InlineData("imap")]
    [InlineData("pop3")]
    public async Task A_server_without_STARTTLS_fails_where_it_must_have_it_and_is_passed_over_where_it_may(string server)
    {
        using var bare = new MailServer(1, "--tls", "no");
        var (user, password) = bare.NextUser();
        Host.Credentials["mail"] = new UserCredential("mail", user, password);

        Failed(await StepsOfAsync(At(server, MailProtection.StartTls, bare)), ProbeLayers.Tls, "IA3869", "STARTTLS");
        var steps = await StepsOfAsync(At(server, MailProtection.StartTlsOptional, bare));

        Assert.Equal((ProbeLayers.Tls, ProbeOutcome.Skipped), (steps[3].Name, steps[3].Outcome));
        Assert.Contains("readable on its way", steps[3].Detail, StringComparison.Ordinal);
        Assert.Equal((ProbeLayers.Target, ProbeOutcome.Passed), (steps[^1].Name, steps[^1].Outcome));
    }

    [ServerFact]
    public async Task A_channel_without_protection_is_told_so_and_tested_further()
    {
        var steps = await StepsOfAsync(At("imap", MailProtection.None));

        Assert.Equal(ProbeOutcome.Skipped, steps[3].Outcome);
        Assert.Contains("protection: none", steps[3].Detail, StringComparison.Ordinal);
        Assert.Equal((ProbeLayers.Target, ProbeOutcome.Passed), (steps[^1].Name, steps[^1].Outcome));
    }

    [ServerTheory]
    [InlineData("imaps")]
    [InlineData("pop3s")]
    [InlineData("smtps")]
    public async Task A_port_that_waits_for_TLS_does_not_greet_and_the_protection_is_named_as_a_cause(string server)
    {
        var steps = await StepsOfAsync(At(server, MailProtection.StartTls));

        Failed(steps, ProbeLayers.Connection, "IA3875", "does not greet");
        Assert.Contains("'protection'", steps[^1].Advice, StringComparison.Ordinal);
    }

    [ServerTheory]
    [InlineData("imap")]
    [InlineData("pop3")]
    [InlineData("smtp")]
    public async Task A_port_that_greets_without_TLS_is_none_for_TLS(string server)
    {
        var steps = await StepsOfAsync(At(server));

        Failed(steps, ProbeLayers.Tls, "IA3861", "no common TLS");
        Assert.Contains("'protection'", steps[^1].Advice, StringComparison.Ordinal);
    }

    [ServerTheory]
    [InlineData("imaps")]
    [InlineData("pop3s")]
    [InlineData("smtps")]
    public async Task A_refused_login_is_told_without_the_password(string server)
    {
        var steps = await StepsOfAsync(At(server) with { Credential = "wrong" });

        Failed(steps, ProbeLayers.Login, "IA3862", "refused the login");
        Assert.All(steps, step => Assert.DoesNotContain(MailPeer.WrongPassword, step.ToString(), StringComparison.Ordinal));
    }

    [ServerFact]
    public async Task A_kind_of_login_that_is_not_offered_is_told_with_those_that_are()
    {
        using var plain = new MailServer(1, "--dovecot", "auth_mechanisms = plain");
        Host.Credentials["mail-ca"] = KeyPairs.FromCertificate("mail-ca", await File.ReadAllBytesAsync(plain.Authority));

        Failed(await StepsOfAsync(At("imaps", at: plain) with { Authentication = MailAuthentication.CramMd5 }), ProbeLayers.Login, "IA3869", "CRAM-MD5");
    }

    [ServerFact]
    public async Task A_missing_folder_is_told_by_its_name() =>
        Failed(await StepsOfAsync(At("imaps") with { Folder = "Nowhere/Below" }), ProbeLayers.Target, "IA3865", "'Nowhere/Below'");

    private static void Failed(IReadOnlyList<ProbeStep> steps, string layer, string code, string text)
    {
        Assert.Equal((layer, ProbeOutcome.Failed, code), (steps[^1].Name, steps[^1].Outcome, steps[^1].Code));
        Assert.Contains(text, steps[^1].Detail, StringComparison.Ordinal);
        Assert.All(steps.SkipLast(1), step => Assert.NotEqual(ProbeOutcome.Failed, step.Outcome));
    }

    private Probed At(string server, MailProtection protection = MailProtection.Tls, MailServer? at = null) => new(server, $"127.0.0.1:{(at ?? Peer.Server).Port(server)}", protection);

    private async Task<List<ProbeStep>> StepsOfAsync(Probed probed)
    {
        var timeout = TimeSpan.FromSeconds(3);
        var (host, protection, login, trusted) = (probed.Host, probed.Protection, Reference(probed.Credential), probed.Protection == MailProtection.None ? [] : new[] { Reference(probed.Authority) });
        var context = Host.ContextOf("probed", 1);
        await using IAsyncDisposable adapter = probed.Server.TrimEnd('s') switch
        {
            "imap" => new ImapSenderAdapter(
                new ImapSenderOptions { Host = host, Protection = protection, Authentication = probed.Authentication, TrustedCertificates = trusted, Credential = login, Timeout = timeout, Folder = probed.Folder }, context),
            "pop3" => new Pop3SenderAdapter(new Pop3SenderOptions { Host = host, Protection = protection, TrustedCertificates = trusted, Credential = login, Timeout = timeout }, context),
            _ => new SmtpReceiverAdapter(
                new SmtpReceiverOptions { Host = host, Protection = protection, TrustedCertificates = trusted, Credential = login, Timeout = timeout, From = new Address("shop@example.com"), To = new Address("a@test.local") }, context),
        };

        var steps = new List<ProbeStep>();
        await foreach (var step in ((IChannelProbe)adapter).ProbeAsync(CancellationToken.None))
        {
            steps.Add(step);
        }

        return steps;
    }

    private static CredentialReference Reference(string name) => new(name, SourceSpan.None);

    private sealed record Probed(string Server, string Host, MailProtection Protection)
    {
        public string Credential { get; init; } = "mail";

        public string Authority { get; init; } = "mail-ca";

        public string Folder { get; init; } = "INBOX";

        public MailAuthentication Authentication { get; init; } = MailAuthentication.Plain;
    }

    private sealed class Address(string text) : Expression(SourceSpan.None, text)
    {
        public override string Constant => Text;

        public override bool ReadsBody => false;

        public override object Evaluate(Exchange exchange) => Text;
    }
}
