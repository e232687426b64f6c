using System.Globalization;
using IntegrationActors.Adapters.Mail.Receiver;
using IntegrationActors.Adapters.Mail.Sender;
using IntegrationActors.Adapters.Mail.Tests.Support;
using IntegrationActors.Adapters.OAuth;
using IntegrationActors.Contracts;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Options;
using IntegrationActors.Core.Stores;
using IntegrationActors.Engine.Inlets;
using IntegrationActors.Expressions;

namespace IntegrationActors.Adapters.Mail.Tests.Connections;

/// <summary>Logins with tokens of an authorization server, which Dovecot checks: signature, end, and whose mailbox it is.</summary>
public sealed class MailTokenTests : IAsyncLifetime
{
    private const string Mailbox = "u000";

    private AuthorizationServer _server = null!;
    private MailServer _mail = null!;
    private MailPeer _peer = null!;
    private FlowHost _host = null!;

    public Task InitializeAsync()
    {
        if (TestServer.Obstacle is null)
        {
            _server = new AuthorizationServer("--client", "acme-mail:mail", "--claim", $"mailbox={Mailbox}", "--ttl", "4");
            _mail = new MailServer(2, "--oauth", _server.KeysFolder);
            _peer = new MailPeer(_mail);
            _host = _peer.Host();
            _host.Credentials["client"] = _server.Client("client");
            _host.Credentials["bad"] = new UserCredential("bad", "acme-mail", "not-the-s3cret");
        }

        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await (_host?.DisposeAsync() ?? default);
        _peer?.Dispose();
        _mail?.Dispose();
        _server?.Dispose();
    }

    [ServerTheory]
    [InlineData("imaps", "imap", ", disconnect: true")]
    [InlineData("imap", "imap", ", disconnect: true")]
    [InlineData("pop3s", "pop3", "")]
    public async Task Mails_are_taken_with_tokens_that_are_renewed(string server, string kind, string options)
    {
        var count = 0;
        await _host.DeployAsync($"from: {{ {kind}: {{ {Access(server)}, poll: 100ms{options} }} }}\nsteps:\n  - send: {{ sink: {{}} }}");

        await Eventually.HoldsAsync(async () =>
        {
            _peer.PutText($"mail {count++}", "x");
            await Eventually.HoldsAsync(() => _host.Ended.Count >= count);
            return _server.Asked >= 3;
        });

        Assert.All(_host.Ended, record => Assert.True(record.Status == MessageStatus.Completed, record.Fault?.ToString()));
        Assert.Equal(count, _host.Ended.Count);
    }

    [ServerTheory]
    [InlineData("smtps")]
    [InlineData("smtp")]
    public async Task Mails_are_sent_with_tokens_that_are_renewed(string server)
    {
        var flow = await SmtpAsync(server);

        await Eventually.HoldsAsync(async () =>
        {
            await SendAsync(flow);
            return _server.Asked >= 3;
        });

        Assert.All(_host.Ended, record => Assert.True(record.Status == MessageStatus.Completed, record.Fault?.ToString()));
        Assert.Equal(_host.Ended.Count, _peer.Mails().Length);
    }

    [ServerFact]
    public async Task A_token_that_is_refused_is_replaced_once_before_the_message_fails()
    {
        var sent = await SendAsync(await SmtpAsync(name: "first"));
        _mail.Fault("""{"auth":"535 5.7.8 not this one","times":1}""");
        var again = await SendAsync(await SmtpAsync(name: "second"));
        var asked = _server.Asked;
        _mail.Fault("""{"auth":"535 5.7.8 and not this one","times":2}""");
        var failed = await SendAsync(await SmtpAsync(name: "third"));

        Assert.Equal([MessageStatus.Completed, MessageStatus.Completed, MessageStatus.Failed], [sent.Status, again.Status, failed.Status]);
        Assert.Equal(2, asked);
        Assert.Equal("IA3862", failed.Fault!.Code);
        Assert.DoesNotContain("eyJ", failed.Fault.ToString(), StringComparison.Ordinal);
    }

    [ServerTheory]
    [InlineData("client", "u001", "IA3862")]
    [InlineData("bad", Mailbox, "IA3825")]
    public async Task Who_may_not_have_the_mailbox_and_a_wrong_secret_are_the_reason(string client, string user, string code)
    {
        var flow = await _host.DeployAsync($"from: {{ imap: {{ {Access("imaps", client, user)}, poll: 100ms }} }}\nsteps:\n  - send: {{ sink: {{}} }}");
        await Eventually.HoldsAsync(() => flow.Channels[0].State == ChannelState.Failed);

        Assert.StartsWith(code, flow.Channels[0].Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("not-the-s3cret", flow.Channels[0].Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("eyJ", flow.Channels[0].Reason, StringComparison.Ordinal);
    }

    [ServerFact]
    public async Task A_message_waits_for_an_authorization_server_that_is_back_soon()
    {
        var flow = await SmtpAsync(options: ", retry: { attempts: 10, interval: 200ms }");
        _server.Down();
        var sending = SendAsync(flow);
        _server.Up();

        var record = await sending;

        Assert.True(record.Status == MessageStatus.Completed, record.Fault?.ToString());
    }

    [ServerTheory]
    [InlineData("imaps")]
    [InlineData("pop3s")]
    [InlineData("smtps")]
    public async Task The_token_is_a_layer_between_TLS_and_login(string server)
    {
        var passed = await ProbeAsync(server, "client");
        var failed = await ProbeAsync(server, "bad");

        Assert.Equal([ProbeLayers.Settings, ProbeLayers.Name, ProbeLayers.Tcp, ProbeLayers.Tls, ProbeLayers.Token, ProbeLayers.Login, ProbeLayers.Target], passed.Select(step => step.Name));
        Assert.All(passed, step => Assert.True(step.Outcome == ProbeOutcome.Passed, step.Detail));
        Assert.Equal((ProbeLayers.Token, ProbeOutcome.Failed, "IA3825"), (failed[^1].Name, failed[^1].Outcome, failed[^1].Code));
        Assert.DoesNotContain(passed.Concat(failed), step => step.Detail.Contains("eyJ", StringComparison.Ordinal) || step.Detail.Contains("not-the-s3cret", StringComparison.Ordinal));
    }

    private string Access(string server, string client = "client", string user = Mailbox) => string.Create(
        CultureInfo.InvariantCulture,
        $"{_peer.Access(server, credential: client)}, authentication: xoauth2, user: {user}, token: {{ url: \"{_server.Url}\", scope: mail }}");

    private Task<OpenFlow> SmtpAsync(string server = "smtps", string name = "sending", string options = "") =>
        _host.DeployAsync($"from: {{ direct: {{}} }}\nsteps:\n  - send: {{ smtp: {{ {Access(server)}, from: shop@example.com, to: {_peer.Address}{options} }} }}", name);

    private Task<MessageRecord> SendAsync(OpenFlow flow) => _host.SendAsync(flow, Payload.FromText("1"));

    private async Task<List<ProbeStep>> ProbeAsync(string server, string client)
    {
        var context = _host.ContextOf("probed", 1);
        var (host, credential, trusted) = ($"127.0.0.1:{_mail.Port(server)}", Reference(client), new[] { Reference("mail-ca") });
        var (login, token) = (MailAuthentication.XOAuth2, new AccessTokenOptions { Url = new Uri(_server.Url) });
        await using IAsyncDisposable adapter = server switch
        {
            "imaps" => new ImapSenderAdapter(new ImapSenderOptions { Host = host, Credential = credential, TrustedCertificates = trusted, Authentication = login, Token = token, User = Mailbox }, context),
            "pop3s" => new Pop3SenderAdapter(new Pop3SenderOptions { Host = host, Credential = credential, TrustedCertificates = trusted, Authentication = login, Token = token, User = Mailbox }, context),
            _ => new SmtpReceiverAdapter(
                new SmtpReceiverOptions { Host = host, Credential = credential, TrustedCertificates = trusted, Authentication = login, Token = token, User = Mailbox, From = Text("shop@example.com"), To = Text(_peer.Address) },
                context),
        };
        return await ((IChannelProbe)adapter).ProbeAsync(CancellationToken.None).ToListAsync();
    }

    private static CredentialReference Reference(string name) => new(name, SourceSpan.None);

    private static Expression Text(string text) => new ExpressionCompiler().Compile(new ExpressionSource(ExpressionSource.Simple, text, SourceSpan.None), ExpressionScope.Empty);
}
