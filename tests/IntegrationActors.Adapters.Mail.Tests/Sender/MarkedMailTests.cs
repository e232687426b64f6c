using IntegrationActors.Adapters.Mail.Tests.Support;
using IntegrationActors.Contracts;

namespace IntegrationActors.Adapters.Mail.Tests.Sender;

/// <summary>Mails that bear the mark of those that are through: left behind when a node died between the mark and what follows it, or marked by people.</summary>
public sealed class MarkedMailTests : MailTest
{
    private const string Deleted = "T";
    private const string Read = "S";

    [ServerTheory]
    [InlineData("postProcessing: delete", Deleted, "")]
    [InlineData("postProcessing: archiveRead, archiveFolder: Done", Read, ".Done")]
    public async Task A_mail_that_is_through_and_marked_is_taken_away_without_another_run(string processing, string mark, string archive)
    {
        Peer.PutText("one", "1");
        var proxy = Peer.Proxy("imaps");
        Host.Sink.After = (_, _) =>
        {
            // Until the mail is marked, nothing gets through.
            proxy.Set("mode=refuse");
            proxy.Set("mode=reset");
            proxy.Set("mode=refuse");
            return Task.CompletedTask;
        };
        var flow = await ImapAsync(processing, throughProxy: true);
        await EndedAsync(1);

        Mark(Assert.Single(Peer.Mails()), mark);
        proxy.Reset();

        await Eventually.HoldsAsync(() => Peer.Mails().Length == 0, () => flow.Channels[0].ToString());
        Assert.Equal(1, Host.Sink.Begun);
        Assert.Equal(archive.Length > 0 ? 1 : 0, archive.Length > 0 ? Peer.Mails(archive).Length : 0);
    }

    [ServerTheory]
    [InlineData("postProcessing: delete", Deleted)]
    [InlineData("postProcessing: archiveRead, archiveFolder: Done", Read)]
    public async Task A_mail_that_people_marked_is_left_alone(string processing, string mark)
    {
        Peer.PutText("theirs", "theirs");
        Mark(Assert.Single(Peer.Mails()), mark);
        Peer.PutText("one", "1");
        Peer.PutText("two", "2");

        var flow = await ImapAsync($"{processing}, maxMessagesPerPoll: 1");
        await Eventually.HoldsAsync(() => Peer.Mails().Length == 1 && flow.Channels[0].Activity?.EndsWith("0 taken", StringComparison.Ordinal) == true);

        Assert.Equal(["1", "2"], Host.Sink.Taken.Select(taken => taken.Text));
        Assert.Contains("theirs", File.ReadAllText(Peer.Mails()[0]), StringComparison.Ordinal);
    }

    // As a server does that keeps marks in names.
    private static void Mark(string path, string mark)
    {
        var box = Path.GetDirectoryName(Path.GetDirectoryName(path))!;
        File.Move(path, Path.Combine(box, "cur", $"{Path.GetFileName(path).Split(":2,")[0]}:2,{mark}"));
    }
}
