using IntegrationActors.Adapters.Mail.Tests.Support;
using IntegrationActors.Contracts;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Stores;
using IntegrationActors.Engine.Inlets;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Net.Pop3;
using MailKit.Security;

namespace IntegrationActors.Adapters.Mail.Tests.Sender;

/// <summary>What a server that fails costs while mails are taken, on one of the test's own.</summary>
public sealed class MailSenderFaultTests : IAsyncLifetime
{
    private const int Mails = 200;

    private readonly List<IDisposable> _servers = [];
    private MailServer _server = null!;
    private MailPeer _peer = null!;
    private FlowHost _host = null!;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await (_host?.DisposeAsync() ?? default);
        _servers.ForEach(server => server.Dispose());
    }

    [ServerTheory]
    [InlineData("imap")]
    [InlineData("pop3")]
    public async Task A_server_that_freezes_while_mails_are_taken_loses_none_and_the_channel_goes_on(string protocol)
    {
        Start();
        var flow = await TakeSomeAsync(protocol);

        _server.Freeze();
        var reason = await FailedAsync(flow);
        _server.Thaw();

        await AllTakenAsync(flow);
        Assert.Contains("within 1s", reason, StringComparison.Ordinal);
    }

    [ServerTheory]
    [InlineData("imap")]
    [InlineData("pop3")]
    public async Task A_server_that_is_killed_while_mails_are_taken_loses_none_and_the_channel_goes_on(string protocol)
    {
        Start();

        // A mailbox is looked through after a crash, which each try that gives up begins anew.
        var flow = await TakeSomeAsync(protocol, timeout: "5s");

        _server.Kill();
        var reason = await FailedAsync(flow);
        _server.Start();

        await AllTakenAsync(flow);
        Assert.True(reason.StartsWith("IA3860", StringComparison.Ordinal) || reason.StartsWith("IA3864", StringComparison.Ordinal), reason);
    }

    [ServerTheory]
    [InlineData("imap")]
    [InlineData("pop3")]
    public async Task A_certificate_that_ran_out_is_told_and_the_channel_goes_on_when_it_is_renewed(string protocol)
    {
        Start("--cert", "expired");
        _peer.PutText("one", "1");
        var flow = await DeployAsync(protocol);
        var reason = await FailedAsync(flow);

        _server.ReplaceCertificate("expired", by: "server");
        _server.Kill();
        _server.Start();

        await EndedAsync(1);
        Assert.StartsWith("IA3861", reason, StringComparison.Ordinal);
        Assert.Contains("out of date", reason, StringComparison.Ordinal);
    }

    [ServerTheory]
    [InlineData("imap")]
    [InlineData("pop3")]
    public async Task A_server_of_a_rogue_authority_is_told_and_the_channel_goes_on_when_it_is_the_right_one(string protocol)
    {
        Start();
        _host.Credentials["mail-ca"] = KeyPairs.FromCertificate("mail-ca", await File.ReadAllBytesAsync(_server.RogueAuthority));
        _peer.PutText("one", "1");
        var flow = await DeployAsync(protocol);
        var reason = await FailedAsync(flow);

        _host.Credentials["mail-ca"] = KeyPairs.FromCertificate("mail-ca", await File.ReadAllBytesAsync(_server.Authority));

        await EndedAsync(1);
        Assert.StartsWith("IA3861", reason, StringComparison.Ordinal);
        Assert.Contains("nobody that is trusted", reason, StringComparison.Ordinal);
    }

    [ServerFact]
    public async Task An_archive_that_can_not_be_written_is_told_and_brings_no_mail_twice()
    {
        Start();
        _peer.PutText("first", "0");
        var flow = await DeployAsync("imap", "postProcessing: archive, archiveFolder: Done");
        await Eventually.HoldsAsync(() => _peer.Mails(".Done").Length == 1);

        Archive(UnixFileMode.UserRead | UnixFileMode.UserExecute);
        _peer.PutText("second", "1");
        var reason = await FailedAsync(flow);
        Archive(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        await Eventually.HoldsAsync(() => _peer.Mails(".Done").Length == 2 && _peer.Mails().Length == 0, () => flow.Channels[0].ToString());
        Assert.StartsWith("IA3866", reason, StringComparison.Ordinal);
        Assert.Equal(2, _host.Sink.Begun);
    }

    // Not a refused login: the channel would be patient for a quarter of an hour and more.
    [ServerTheory]
    [InlineData("imap")]
    [InlineData("pop3")]
    public async Task A_user_who_has_too_many_connections_is_told_and_the_channel_goes_on_soon_after_there_are_fewer(string protocol)
    {
        Start("--dovecot", "mail_max_userip_connections = 1");
        _peer.PutText("one", "1");
        OpenFlow flow;
        var reasons = new List<string>();
        using (MailService other = protocol == "imap" ? new ImapClient() : new Pop3Client())
        {
            await other.ConnectAsync("127.0.0.1", _server.Port(protocol), SecureSocketOptions.None);
            await other.AuthenticateAsync(_peer.User, _peer.Password);
            flow = await DeployAsync(protocol);
            for (var tries = 0; tries < 4; tries++)
            {
                var before = tries == 0 ? DateTimeOffset.MinValue : flow.Channels[0].Since;
                await Eventually.HoldsAsync(() => flow.Channels[0] is { State: ChannelState.Failed } status && status.Since > before, () => flow.Channels[0].ToString());
                reasons.Add(flow.Channels[0].Reason!);
            }
        }

        await EndedAsync(1);
        Assert.All(reasons, reason => Assert.StartsWith("IA3860", reason, StringComparison.Ordinal));
        Assert.All(reasons, reason => Assert.Contains("Maximum number of connections", reason, StringComparison.Ordinal));
    }

    private void Archive(UnixFileMode mode)
    {
        foreach (var folder in new[] { "cur", "new", "tmp", "" })
        {
            File.SetUnixFileMode(Path.Combine(_server.MailboxOf(_peer.User), ".Done", folder), mode);
        }
    }

    private void Start(params string[] options)
    {
        _servers.Add(_server = new MailServer(1, options));
        _servers.Insert(0, _peer = new MailPeer(_server));
        _host = _peer.Host();
    }

    private async Task<OpenFlow> TakeSomeAsync(string protocol, string timeout = "1s")
    {
        for (var i = 0; i < Mails; i++)
        {
            _peer.PutText($"m{i}", $"{i}");
        }

        _host.Sink.Before = (_, cancel) => Task.Delay(10, cancel);
        var flow = await DeployAsync(protocol, timeout: timeout);
        await Eventually.HoldsAsync(() => _host.Sink.Begun >= Mails / 4);
        return flow;
    }

    private Task<OpenFlow> DeployAsync(string protocol, string options = "", string timeout = "1s") => _host.DeployAsync(
        $"from: {{ {protocol}: {{ {_peer.Access($"{protocol}s")}, poll: 100ms, timeout: {timeout}, maxMessagesPerPoll: 500{(options.Length > 0 ? $", {options}" : protocol == "imap" ? ", postProcessing: delete" : "")} }} }}\nsteps:\n  - send: {{ sink: {{}} }}");

    private static async Task<string> FailedAsync(OpenFlow flow)
    {
        await Eventually.HoldsAsync(() => flow.Channels[0].State == ChannelState.Failed, () => flow.Channels[0].ToString());
        return flow.Channels[0].Reason!;
    }

    private async Task AllTakenAsync(OpenFlow flow)
    {
        await Eventually.HoldsAsync(() => _peer.Mails().Length == 0, () => flow.Channels[0].ToString());
        Assert.Equal(Enumerable.Range(0, Mails).Select(i => $"{i}").Order(), _host.Sink.Taken.Select(taken => taken.Text).Order());
        await Eventually.HoldsAsync(() => flow.Channels[0].State == ChannelState.Connected, () => flow.Channels[0].ToString());
    }

    private Task EndedAsync(int count) => Eventually.HoldsAsync(
        () => _host.Ended.Count(record => record.Status != MessageStatus.Abandoned) >= count, () => string.Join('\n', _host.Ended.Select(record => record.Fault)));
}
