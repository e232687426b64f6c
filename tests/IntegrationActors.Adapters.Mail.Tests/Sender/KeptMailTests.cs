using System.Globalization;
using IntegrationActors.Adapters.Mail.Tests.Support;
using IntegrationActors.Contracts;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Engine.Inlets;

namespace IntegrationActors.Adapters.Mail.Tests.Sender;

/// <summary>Mails that a server says it took away, and has not.</summary>
public sealed class KeptMailTests : MailTest
{
    private const int Mails = 5;

    [ServerTheory]
    [InlineData("postProcessing: delete", "")]
    [InlineData("postProcessing: archiveRead, archiveFolder: Done", ".Done")]
    public async Task Are_counted_in_the_status_and_run_once_and_go_when_the_server_does_what_it_says(string processing, string archive)
    {
        for (var i = 0; i < Mails; i++)
        {
            Peer.PutText($"m{i}", $"{i}");
        }

        await using var server = new KeepingImap(Peer.Server.Port("imap"));
        var flow = await DeployAsync("imap", server.Port, $"credential: mail, {processing}");
        await Eventually.HoldsAsync(() => Says(flow, "5 through that the server says it deleted or moved and has not: see its log, its disk may be full"), () => flow.Channels[0].ToString());
        var during = (Peer.Mails().Length, Host.Ended.Count, flow.Channels[0].State);
        server.KeepNothing();
        await Eventually.HoldsAsync(() => Peer.Mails().Length == 0, () => flow.Channels[0].ToString());

        await Eventually.HoldsAsync(() => flow.Channels[0].Activity?.EndsWith(": 0 taken", StringComparison.Ordinal) == true, () => flow.Channels[0].ToString());
        Assert.Equal((Mails, Mails, ChannelState.Connected), during);
        Assert.All(Host.Ended, record => Assert.Equal(MessageStatus.Completed, record.Status));
        Assert.Equal(Mails, Host.Sink.Begun);
        Assert.Equal(archive.Length > 0 ? Mails : 0, archive.Length > 0 ? Peer.Mails(archive).Length : 0);
    }

    [ServerFact]
    public async Task Of_a_mailbox_of_POP3_run_once_and_are_deleted_again_with_each_poll()
    {
        await using var server = new CountingPop3(100, 200);

        var flow = await DeployAsync("pop3", server.Port, "credential: mail");
        await Eventually.HoldsAsync(() => server.Commands.Count(command => command == "QUIT") > 3, () => flow.Channels[0].ToString());

        Assert.Equal(2, Host.Sink.Begun);
        Assert.InRange(server.Commands.Count(command => command.StartsWith("DELE ", StringComparison.Ordinal)), 3 * 2, int.MaxValue);
    }

    private static bool Says(OpenFlow flow, string text) => flow.Channels[0].Activity?.Contains(text, StringComparison.Ordinal) == true;

    private Task<OpenFlow> DeployAsync(string protocol, int port, string options) => Host.DeployAsync(string.Create(
        CultureInfo.InvariantCulture, $"from: {{ {protocol}: {{ host: \"127.0.0.1:{port}\", protection: none, poll: 100ms, {options} }} }}\nsteps:\n  - send: {{ sink: {{}} }}"));
}
