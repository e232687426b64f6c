using IntegrationActors.Adapters.Mail.Tests.Support;
using IntegrationActors.Contracts;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Engine.Inlets;
using MailKit;
using MailKit.Net.Imap;
using MimeKit;

namespace IntegrationActors.Adapters.Mail.Tests.Sender;

/// <summary>Folders into which mails that are through can't be moved because there is no room: of the disk, or of the quota of the user. Each on a server of the test's own.</summary>
public sealed class FullMailboxTests : IAsyncLifetime
{
    // Without MOVE (RFC 6851) a mail is copied, marked as deleted and expunged.
    private const string NoMove = "imap_capability = IMAP4rev1 LITERAL+ UIDPLUS CHILDREN NAMESPACE";
    private const string Archiving = "postProcessing: archive, archiveFolder:";

    private MailServer _server = null!;
    private MailPeer _peer = null!;
    private FlowHost _host = null!;

    private string SmallDisk => Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(_server.MailboxOf(_peer.User))!)!, "full");

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await (_host?.DisposeAsync() ?? default);
        _peer?.Dispose();
        _server?.Dispose();
    }

    [ServerTheory]
    [InlineData("mail_debug = no")]
    [InlineData(NoMove)]
    public async Task A_mail_that_does_not_fit_on_the_disk_of_the_archive_stays_and_is_moved_without_another_run_when_there_is_room(string setting)
    {
        Start("--full-mb", "2", "--dovecot", setting);
        var flow = await TakeAsync($"{Archiving} Full/Done");
        var filler = Fill();

        _peer.PutText("second", new string('x', 100_000));
        var reason = await FailedAsync(flow);
        var during = (_peer.Mails().Length, _peer.Mails(InFull("Done")).Length);
        File.Delete(filler);
        await MovedAsync(flow, InFull("Done"));

        Assert.StartsWith("IA3866", reason, StringComparison.Ordinal);
        Assert.Equal((1, 1), during);
        Assert.Equal(2, _host.Sink.Begun);
        Assert.Equal(["first", "second"], _peer.Read(InFull("Done")).Select(mail => mail.Subject).Order(StringComparer.Ordinal));
    }

    [ServerTheory]
    [InlineData("archive")]
    [InlineData("archiveRead")]
    public async Task A_mail_that_can_not_be_moved_keeps_no_new_one_waiting(string processing)
    {
        Start("--full-mb", "2");
        var flow = await TakeAsync($"postProcessing: {processing}, archiveFolder: Full/Done");
        var filler = Fill();
        _peer.PutText("second", new string('x', 100_000));
        await FailedAsync(flow);

        _peer.PutText("third", "3");
        await Eventually.HoldsAsync(() => _host.Sink.Begun == 3, () => flow.Channels[0].ToString());
        var reason = await FailedAsync(flow);
        File.Delete(filler);
        await MovedAsync(flow, InFull("Done"), 3);

        Assert.StartsWith("IA3866", reason, StringComparison.Ordinal);
        Assert.Equal(3, _host.Sink.Begun);
    }

    [ServerFact]
    public async Task A_mail_that_is_over_the_quota_of_the_archive_stays_and_is_moved_without_another_run_when_there_is_room()
    {
        Start("--dovecot", NoMove, "--dovecot", "mail_plugins = quota", "--dovecot", "plugin {\n  quota = count:User quota\n  quota_vsizes = yes\n  quota_rule = *:storage=200K\n}");
        var flow = await TakeAsync($"{Archiving} Done");
        await StoreAsync("Old", 120_000);

        _peer.PutText("second", new string('x', 50_000));
        var reason = await FailedAsync(flow);
        var during = (_peer.Mails().Length, _peer.Mails(".Done").Length);
        await EmptyAsync("Old");
        await MovedAsync(flow, ".Done");

        Assert.StartsWith("IA3866", reason, StringComparison.Ordinal);
        Assert.Contains("Quota exceeded", reason, StringComparison.Ordinal);
        Assert.Equal((1, 1), during);
        Assert.Equal(2, _host.Sink.Begun);
    }

    [ServerFact]
    public async Task A_mail_that_failed_too_often_and_does_not_fit_into_its_folder_stays_and_is_set_aside_soon_after_there_is_room()
    {
        Start("--full-mb", "2");
        var flow = await TakeAsync("failedFolder: Full/Failed, maxAttempts: 1");
        _host.Sink.Before = (_, _) => throw new FaultException("IA9999", "never");
        var filler = Fill();
        _peer.PutText("bad", new string('x', 100_000));

        await Eventually.HoldsAsync(() => _host.Ended.Any(record => record.Fault?.Code == "IA3866"), () => string.Join('\n', _host.Ended.Select(record => record.Fault)));
        var during = _peer.Unread().Length;
        File.Delete(filler);
        await Eventually.HoldsAsync(() => _peer.Mails(InFull("Failed")).Length == 1, () => $"{flow.Channels[0]}\n{string.Join('\n', _host.Ended.Select(record => record.Fault))}");

        Assert.Equal(1, during);
        Assert.Equal("bad", Assert.Single(_peer.Read(InFull("Failed"))).Subject);
        Assert.Empty(_peer.Unread());
    }

    private void Start(params string[] options)
    {
        _server = new MailServer(1, options);
        _peer = new MailPeer(_server);
        _host = _peer.Host();
    }

    /// <summary>A flow that took a mail, so that its folders are there.</summary>
    private async Task<OpenFlow> TakeAsync(string options)
    {
        _peer.PutText("first", "1");
        var flow = await _host.DeployAsync($"from: {{ imap: {{ {_peer.Access("imaps")}, poll: 100ms, {options} }} }}\nsteps:\n  - send: {{ sink: {{}} }}");
        await Eventually.HoldsAsync(() => _host.Ended.Count == 1 && _peer.Unread().Length == 0, () => flow.Channels[0].ToString());
        Assert.Equal(MessageStatus.Completed, _host.Ended.Single().Status);
        return flow;
    }

    /// <summary>A folder on the small disk.</summary>
    private string InFull(string folder) => Path.Combine(SmallDisk, _peer.User, $".{folder}");

    /// <summary>Takes the room that is left on the small disk, to the last byte.</summary>
    private string Fill()
    {
        var path = Path.Combine(SmallDisk, "filler");
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            while (true)
            {
                file.Write(new byte[4096]);
            }
        }
        catch (IOException)
        {
            return path;
        }
    }

    private async Task StoreAsync(string folder, int size)
    {
        using var client = await ClientAsync();
        var created = await client.GetFolder(client.PersonalNamespaces[0]).CreateAsync(folder, isMessageFolder: true);
        await created!.AppendAsync(MailPeer.MailOf("old", new TextPart("plain") { Text = new string('x', size) }));
    }

    private async Task EmptyAsync(string folder)
    {
        using var client = await ClientAsync();
        var opened = await client.GetFolderAsync(folder);
        await opened.OpenAsync(FolderAccess.ReadWrite);
        await opened.AddFlagsAsync(UniqueIdRange.All, MessageFlags.Deleted, silent: true);
        await opened.ExpungeAsync();
    }

    private async Task<ImapClient> ClientAsync()
    {
        var client = new ImapClient();
        await client.ConnectAsync("127.0.0.1", _server.Port("imap"), MailKit.Security.SecureSocketOptions.None);
        await client.AuthenticateAsync(_peer.User, _peer.Password);
        return client;
    }

    private static async Task<string> FailedAsync(OpenFlow flow)
    {
        await Eventually.HoldsAsync(() => flow.Channels[0].State == ChannelState.Failed, () => flow.Channels[0].ToString());
        return flow.Channels[0].Reason!;
    }

    private async Task MovedAsync(OpenFlow flow, string folder, int count = 2)
    {
        await Eventually.HoldsAsync(() => _peer.Mails(folder).Length == count && _peer.Mails().Length == 0, () => flow.Channels[0].ToString());
        await Eventually.HoldsAsync(() => flow.Channels[0].State == ChannelState.Connected, () => flow.Channels[0].ToString());
    }
}
