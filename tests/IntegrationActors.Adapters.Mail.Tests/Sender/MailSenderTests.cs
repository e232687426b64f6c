using System.Collections.Concurrent;
using System.Text;
using IntegrationActors.Adapters.Mail.Tests.Support;
using IntegrationActors.Contracts;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using MimeKit;

namespace IntegrationActors.Adapters.Mail.Tests.Sender;

/// <summary>What becomes of mails, on a real server.</summary>
public sealed class MailSenderTests : MailTest
{
    private readonly ConcurrentQueue<(string Name, string Type, string Text)> _attachments = new();

    [ServerFact]
    public async Task Headers_outside_of_ASCII_are_decoded_and_only_those_come_in_that_may()
    {
        var mail = MailPeer.MailOf("Größe 日本語 🚚", new TextPart("plain") { Text = "ü\r\n" });
        mail.Headers.Add("X-Order", Encoding.UTF8, "Nr. ü7");
        mail.Headers.Add("X-Other", "no");
        mail.Headers.Add("CamelHttpUri", "http://evil.example.com");
        Peer.Put(mail);

        await ImapAsync("allowedHeaders: [X-Order, \"Camel.*\"]");
        await EndedAsync(1);

        var taken = Assert.Single(Host.Sink.Taken);
        Assert.Equal("ü\r\n", taken.Text);
        Assert.Equal(("Größe 日本語 🚚", "Nr. ü7", "text/plain; charset=\"utf-8\""), (taken.Headers["Subject"], taken.Headers["X-Order"], taken.Headers["Content-Type"]));
        Assert.Contains("Jürgen Groß", taken.Headers["From"], StringComparison.Ordinal);
        Assert.DoesNotContain(taken.Headers.Keys, name => name is "X-Other" or "CamelHttpUri");
        Assert.Equal("sender@example.com", Host.Ended.Single().Sender);
    }

    [ServerFact]
    public async Task An_encoded_word_smuggles_no_line_into_a_header()
    {
        Peer.Put(Encoding.ASCII.GetBytes("From: a@example.com\r\nSubject: =?utf-8?Q?a=0D=0AX-Evil:_1?=\r\n\r\nx\r\n"));

        await ImapAsync("");
        await EndedAsync(1);

        Assert.DoesNotContain(Host.Sink.Taken.Single().Headers["Subject"], char.IsControl);
    }

    [ServerFact]
    public async Task Attachments_get_unique_names_without_folders_and_HTML_stands_beside_the_text()
    {
        NoteAttachments();
        var forms = new MultipartAlternative { new TextPart("plain") { Text = "text" }, new TextPart("html") { Text = "<p>html</p>" } };
        Peer.Put(MailPeer.MailOf("files", new Multipart("mixed") { forms, FileOf("a.csv", "1"), FileOf("../a.csv", "2"), FileOf(null, "3") }));

        await ImapAsync("");
        await EndedAsync(1);

        Assert.Equal("text", Host.Sink.Taken.Single().Text);
        Assert.Equal(["text.html", "a.csv", "a-2.csv", "attachment"], _attachments.Select(a => a.Name));
        Assert.Equal(["<p>html</p>", "1", "2", "3"], _attachments.Select(a => a.Text));
    }

    [ServerFact]
    public async Task The_channel_says_which_form_of_a_text_is_the_body_and_whether_the_rest_comes()
    {
        NoteAttachments();
        Peer.Put(MailPeer.MailOf("forms", new MultipartAlternative { new TextPart("plain") { Text = "text" }, new TextPart("html") { Text = "<p>html</p>" } }));

        await ImapAsync("preferredBody: html, attachments: false");
        await EndedAsync(1);

        Assert.Equal("<p>html</p>", Host.Sink.Taken.Single().Text);
        Assert.Empty(_attachments);
    }

    [ServerFact]
    public async Task Read_mails_are_left_alone_and_those_that_are_through_are_read()
    {
        Peer.PutText("one", "1");
        await ImapAsync("", "first");
        await EndedAsync(1);
        await Eventually.HoldsAsync(() => Peer.Unread().Length == 0);

        Peer.PutText("two", "2");
        await EndedAsync(2);

        Assert.Equal(["1", "2"], Host.Sink.Taken.Select(t => t.Text));
        Assert.Equal(2, Peer.Mails().Length);
    }

    [ServerTheory]
    [InlineData("archive", false)]
    [InlineData("archiveRead", true)]
    public async Task Mails_go_to_an_archive_that_is_made_for_them(string processing, bool isRead)
    {
        Peer.PutText("one", "1");

        await ImapAsync($"postProcessing: {processing}, archiveFolder: Archive/2026");
        await EndedAsync(1);

        await Eventually.HoldsAsync(() => Peer.Mails(".Archive.2026").Length == 1 && Peer.Mails().Length == 0);
        Assert.Equal(isRead, Peer.Unread(".Archive.2026").Length == 0);
    }

    [ServerFact]
    public async Task A_mail_that_can_not_be_read_is_logged_and_keeps_no_other_waiting()
    {
        Peer.Put(Bomb());
        Peer.PutText("good", "good");

        await ImapAsync("maxParts: 50");
        await Eventually.HoldsAsync(() => Host.Ended.Any(r => r.Status == MessageStatus.Completed) && Host.Ended.Any(r => r.Status == MessageStatus.Failed));

        Assert.Equal("good", Assert.Single(Host.Sink.Taken).Text);
        Assert.Equal("IA3873", Host.Ended.First(r => r.Status == MessageStatus.Failed).Fault!.Code);
        Assert.Single(Peer.Unread());
    }

    [ServerTheory]
    [InlineData("")]
    [InlineData("\r\n\r\n")]
    [InlineData("no header at all")]
    [InlineData("Content-Type: multipart/mixed; boundary=x\r\n\r\n--y\r\n\r\nunterminated")]
    [InlineData("Content-Type: multipart/mixed\r\n\r\nno boundary")]
    [InlineData("Subject: =?utf-9?Z?????=\r\nContent-Transfer-Encoding: base64\r\nContent-Type: text/plain; charset=klingon\r\n\r\n!!!!")]
    [InlineData("From: \0\r\nSubject: nul\0l\r\n\r\n\0")]
    public async Task Malformed_mails_block_nothing(string mail)
    {
        Peer.Put(Encoding.Latin1.GetBytes(mail));
        Peer.PutText("good", "good");

        await ImapAsync("postProcessing: delete, maxAttempts: 2, failedFolder: Failed");

        await Eventually.HoldsAsync(() => Peer.Mails().Length == 0);
        Assert.Contains(Host.Sink.Taken, t => t.Text == "good");
    }

    [ServerFact]
    public async Task What_fails_too_often_goes_to_a_folder_for_people()
    {
        Peer.PutText("bad", "bad");
        Host.Sink.After = (_, _) => throw new FaultException("IA9999", "bad");

        await ImapAsync("maxAttempts: 3, failedFolder: Failed");

        await Eventually.HoldsAsync(() => Peer.Mails(".Failed").Length == 1);
        Assert.Equal(3, Host.Sink.Begun);
    }

    [ServerFact]
    public async Task Without_such_a_folder_it_is_passed_over_after_a_restart_too_and_the_status_says_so()
    {
        Peer.PutText("bad", "bad");
        Host.Sink.After = (_, _) => throw new FaultException("IA9999", "bad");
        var flow = await Pop3Async("maxAttempts: 2");
        await Eventually.HoldsAsync(() => Host.Sink.Begun == 2);
        await flow.RetireAsync(TimeSpan.FromSeconds(5));

        var next = await Pop3Async("maxAttempts: 2");
        await Eventually.HoldsAsync(() => next.Channels[0].Activity?.Contains("1 set aside", StringComparison.Ordinal) == true);

        Assert.Equal(2, Host.Sink.Begun);
        Assert.Single(Peer.Mails());
    }

    [ServerTheory]
    [InlineData("imap")]
    [InlineData("pop3")]
    public async Task Large_mails_are_passed_over_and_counted(string protocol)
    {
        Peer.Put("large", new byte[300_000]);
        Peer.PutText("small", "small");

        var flow = protocol == "imap" ? await ImapAsync("maxMessageSize: 100KB, maxMessagesPerPoll: 1") : await Pop3Async("maxMessageSize: 100KB, maxMessagesPerPoll: 1");
        await EndedAsync(1);

        await Eventually.HoldsAsync(() => flow.Channels[0].Activity?.Contains("1 too large", StringComparison.Ordinal) == true);
        Assert.Equal("small", Host.Sink.Taken.Single().Text);
    }

    [ServerFact]
    public async Task Mails_of_many_parts_of_the_wire_arrive_whole()
    {
        byte[] body = [.. Enumerable.Range(0, 5_000_000).Select(i => (byte)(i * 31 >> 3))];
        Peer.Put("large", body);

        await ImapAsync("");
        await EndedAsync(1);

        Assert.Equal(Sink.HashOf(body), Host.Sink.Taken.Single().Hash);
    }

    [ServerFact]
    public async Task The_original_comes_along_when_it_is_wanted()
    {
        string? original = null;
        Host.Sink.Before = (exchange, _) => Task.FromResult(original = exchange.Properties["SAP_MAIL_ORIGINAL_MESSAGE"] as string);
        Peer.PutText("one", "ü");

        await ImapAsync("includeOriginal: true");
        await EndedAsync(1);

        Assert.Contains("Subject: one", original, StringComparison.Ordinal);
    }

    [ServerTheory]
    [InlineData("imap")]
    [InlineData("pop3")]
    public async Task Two_flows_on_one_mailbox_take_each_mail_once(string protocol)
    {
        for (var i = 0; i < 40; i++)
        {
            Peer.PutText($"m{i}", $"{i}");
        }

        for (var i = 0; i < 2; i++)
        {
            await (protocol == "imap" ? ImapAsync("postProcessing: delete", $"flow{i}") : Pop3Async("", $"flow{i}"));
        }

        await Eventually.HoldsAsync(() => Peer.Mails().Length == 0);
        await EndedAsync(40);
        Assert.Equal(40, Host.Sink.Taken.Count);
        Assert.Equal(40, Host.Sink.Taken.Select(t => t.Text).Distinct(StringComparer.Ordinal).Count());
    }

    [ServerTheory]
    [InlineData("imap")]
    [InlineData("pop3")]
    public async Task A_mail_whose_settlement_was_lost_is_not_run_again(string protocol)
    {
        Peer.PutText("one", "1");
        var proxy = Peer.Proxy($"{protocol}s");
        Host.Sink.After = (_, _) =>
        {
            // Until the channel is made anew, nothing gets through.
            proxy.Set("mode=refuse");
            proxy.Set("mode=reset");
            proxy.Set("mode=refuse");
            return Task.CompletedTask;
        };

        var flow = protocol == "imap" ? await ImapAsync("postProcessing: delete", throughProxy: true) : await Pop3Async("", throughProxy: true);
        await EndedAsync(1);
        var status = Host.Ended.First().Status;
        var left = Peer.Mails().Length;
        proxy.Reset();

        await Eventually.HoldsAsync(() => Peer.Mails().Length == 0, () => flow.Channels[0].ToString());
        Assert.Equal((MessageStatus.Failed, 1), (status, left));
        Assert.Equal(1, Host.Sink.Begun);
    }

    private static MimePart FileOf(string? name, string text)
    {
        var part = new MimePart("application", "octet-stream") { Content = new MimeContent(new MemoryStream(Encoding.UTF8.GetBytes(text))) };
        part.ContentDisposition = new ContentDisposition(ContentDisposition.Attachment) { FileName = name };
        return part;
    }

    private static byte[] Bomb()
    {
        var bomb = new StringBuilder("From: a@example.com\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n");
        for (var i = 0; i < 1000; i++)
        {
            bomb.Append("--x\r\n\r\n\r\n");
        }

        return Encoding.ASCII.GetBytes(bomb.Append("--x--\r\n").ToString());
    }

    private void NoteAttachments() => Host.Sink.Before = async (exchange, cancel) =>
    {
        foreach (var attachment in exchange.Message.HasAttachments ? exchange.Message.Attachments : [])
        {
            _attachments.Enqueue((attachment.Name, attachment.ContentType, await attachment.Content.ReadTextAsync(cancel)));
        }
    };
}
