using IntegrationActors.Adapters.Mail.Tests.Support;
using IntegrationActors.Contracts;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Engine.Inlets;

namespace IntegrationActors.Adapters.Mail.Tests.Sender;

/// <summary>
/// An inbox whose disk is full, with the folders and indexes beside it. Dovecot then refuses some things, and says of others that they are done: it deletes nothing, and may show an empty inbox until the next mail
/// comes, and a mail may come twice, as when its new number was not written. Each on a server of the test's own.
/// </summary>
public sealed class FullInboxTests : IAsyncLifetime
{
    private const int Waiting = 5;

    private MailServer _server = null!;
    private MailPeer _peer = null!;
    private FlowHost _host = null!;

    private string Filler => Path.Combine(Path.GetDirectoryName(_server.MailboxOf(_peer.User))!, "filler");

    public Task InitializeAsync()
    {
        if (TestServer.Obstacle is null)
        {
            _server = new MailServer(1, "--tmpfs-mb", "2", "--dovecot", "mail_location = maildir:/mnt/data/mail/%u");
            _peer = new MailPeer(_server);
            _host = _peer.Host();
        }

        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await (_host?.DisposeAsync() ?? default);
        _peer?.Dispose();
        _server?.Dispose();
    }

    [ServerTheory]
    [InlineData("imap", "postProcessing: delete")]
    [InlineData("imap", "postProcessing: markRead")]
    [InlineData("imap", "postProcessing: archive, archiveFolder: Done")]
    [InlineData("pop3", "maxMessagesPerPoll: 100")]
    public async Task Mails_of_an_inbox_without_room_are_taken_now_or_when_there_is_room(string protocol, string options)
    {
        var flow = await TakeOneAsync(protocol, options);

        FillWithMails();
        var before = flow.Channels[0].Activity;
        await Eventually.HoldsAsync(() => _host.Ended.Count == Waiting + 1 || flow.Channels[0].State == ChannelState.Failed || ShowsNothing(flow, before), () => Told(flow));
        var failure = flow.Channels[0].Reason;
        MakeRoomAndDeliver();
        await Eventually.HoldsAsync(() => Texts().Distinct().Count() == Waiting + 2, () => Told(flow));

        Assert.True(failure is null || failure.StartsWith("IA3864", StringComparison.Ordinal) || failure.StartsWith("IA3866", StringComparison.Ordinal), failure);
        await Eventually.HoldsAsync(() => flow.Channels[0].State == ChannelState.Connected, () => Told(flow));
        Assert.All(Texts().GroupBy(text => text), same => Assert.InRange(same.Count(), 1, 2));
    }

    [ServerFact]
    public async Task Mails_that_failed_too_often_stay_in_an_inbox_without_room_and_are_set_aside_when_there_is_some()
    {
        _host.Sink.Before = (_, _) => throw new FaultException("IA9999", "never");
        var flow = await TakeOneAsync("imap", "failedFolder: Failed, maxAttempts: 1");

        FillWithMails();
        await Eventually.HoldsAsync(() => _host.Ended.Any(record => record.Fault?.Code == "IA3866") || flow.Channels[0].State == ChannelState.Failed, () => Told(flow));
        var there = _peer.Mails().Length + _peer.Mails(".Failed").Length;
        MakeRoomAndDeliver();
        await Eventually.HoldsAsync(() => _peer.Mails(".Failed").Length == Waiting + 2 && _peer.Mails().Length == 0, () => Told(flow));

        Assert.Equal(Waiting + 1, there);
        Assert.Equal(["first", "last", "m0", "m1", "m2", "m3", "m4"], _peer.Read(".Failed").Select(mail => mail.Subject).Order(StringComparer.Ordinal));
    }

    /// <summary>A flow that took a mail, so that its folders are there.</summary>
    private async Task<OpenFlow> TakeOneAsync(string protocol, string options)
    {
        _peer.PutText("first", "first");
        var flow = await _host.DeployAsync($"from: {{ {protocol}: {{ {_peer.Access($"{protocol}s")}, poll: 100ms, {options} }} }}\nsteps:\n  - send: {{ sink: {{}} }}");
        await Eventually.HoldsAsync(() => _host.Ended.Count == 1 && _peer.Unread().Length == 0, () => Told(flow));
        return flow;
    }

    // Nobody looks at the mails before the disk is full to the last byte.
    private void FillWithMails()
    {
        _server.Freeze();
        for (var i = 0; i < Waiting; i++)
        {
            _peer.PutText($"m{i}", $"{i}{new string('x', 100_000)}");
        }

        using var file = new FileStream(Filler, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            while (true)
            {
                file.Write(new byte[4096]);
            }
        }
        catch (IOException)
        {
            _server.Thaw();
        }
    }

    private void MakeRoomAndDeliver()
    {
        File.Delete(Filler);
        _peer.PutText("last", "last");
    }

    private static bool ShowsNothing(OpenFlow flow, string? before) => flow.Channels[0].Activity is { } now && now != before && now.EndsWith(": 0 taken", StringComparison.Ordinal);

    private IEnumerable<string> Texts() => _host.Sink.Taken.Select(taken => taken.Text.TrimEnd('x'));

    private string Told(OpenFlow flow) => $"{flow.Channels[0]}\n{string.Join('\n', _host.Ended.Select(record => record.Fault))}";
}
