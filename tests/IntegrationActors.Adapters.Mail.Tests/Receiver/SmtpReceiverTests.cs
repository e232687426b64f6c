using System.Text;
using IntegrationActors.Adapters.Mail.Tests.Support;
using IntegrationActors.Contracts;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Messages;
using MimeKit;

namespace IntegrationActors.Adapters.Mail.Tests.Receiver;

/// <summary>What the options of the receiver do, on a real server.</summary>
public sealed class SmtpReceiverTests : MailTest
{
    private string To => $"to: \"Größe <{Peer.Address}>\"";

    [ServerFact]
    public async Task Text_goes_with_its_subject_and_headers_whatever_their_characters()
    {
        var record = await SendAsync($"{To}, subject: \"Größe ${{header.what}}\", headers: {{ X-Order: \"${{header.what}}\" }}", Payload.FromText("Grüße\n🚚"), ("what", "日本語"));

        var mail = Received(record);
        Assert.Equal(("Größe 日本語", "日本語", "Grüße\n🚚"), (mail.Subject, mail.Headers["X-Order"], ((TextPart)mail.Body!).Text));
        Assert.Equal("Größe", mail.To[0].Name);
        Assert.Contains(record.Keys, key => key.Key == "MailMessageId" && key.Value == mail.MessageId);
        Assert.StartsWith("smtps://127.0.0.1:", record.Receiver, StringComparison.Ordinal);
    }

    [ServerFact]
    public async Task A_text_in_another_character_set_has_question_marks_for_what_that_lacks()
    {
        var mail = Received(await SendAsync($"{To}, charset: windows-1252, contentType: text/csv", Payload.FromText("10 €; 🚚")));

        Assert.Equal("10 \u0080; ??", Encoding.Latin1.GetString(MailPeer.BytesOf(mail.Body)));
        Assert.Equal(("text/csv", "windows-1252"), (mail.Body!.ContentType.MimeType, mail.Body.ContentType.Charset));
    }

    [ServerTheory]
    [InlineData("7bit", "lines\r\nof mail\r\n", ContentEncoding.SevenBit)]
    [InlineData("auto", "lines\r\nof mail\r\n", ContentEncoding.SevenBit)]
    [InlineData("auto", "no line of mail\n", ContentEncoding.Base64)]
    [InlineData("quotedPrintable", "grün\r\n", ContentEncoding.QuotedPrintable)]
    [InlineData("base64", "lines\r\n", ContentEncoding.Base64)]
    public async Task Text_is_written_as_the_channel_says(string encoding, string text, ContentEncoding expected)
    {
        var part = (MimePart)Received(await SendAsync($"{To}, transferEncoding: {encoding}", Payload.FromText(text))).Body!;

        Assert.Equal((expected, text), (part.ContentTransferEncoding, Encoding.UTF8.GetString(MailPeer.BytesOf(part))));
    }

    [ServerFact]
    public async Task Attachments_come_from_the_channel_and_from_the_message()
    {
        var record = await SendAsync(
            $"{To}, body: \"See ${{header.no}}\", contentType: text/html, attachments: [ {{ name: \"Größe-${{header.no}}.xml\", contentType: application/xml }}, {{ name: no.txt, content: \"${{header.no}}\", contentType: text/plain }} ], messageAttachments: true",
            Payload.FromText("<order/>"),
            ("no", "7"));

        var mail = Received(record);
        Assert.Equal("See 7", mail.HtmlBody);
        Assert.Equal(["Größe-7.xml", "no.txt"], mail.Attachments.Select(a => a.ContentDisposition!.FileName));
        Assert.Equal(["<order/>", "7"], mail.Attachments.Select(a => Encoding.UTF8.GetString(MailPeer.BytesOf(a))));
    }

    [ServerFact]
    public async Task Blind_copies_arrive_and_nobody_sees_them()
    {
        var (second, third) = (new MailPeer(), new MailPeer());

        var record = await SendAsync($"{To}, cc: \"{second.Address}\", bcc: \"{third.Address}, {Peer.Address}\"", Payload.FromText("x"));

        Received(record);
        Assert.Single(second.Mails());
        var blind = Assert.Single(third.Read());
        Assert.Equal((second.Address, 0), (((MailboxAddress)blind.Cc[0]).Address, blind.Bcc.Count));
    }

    [ServerTheory]
    [InlineData("subject", "a\r\nBcc: evil@example.com")]
    [InlineData("subject", "a\nX: y")]
    [InlineData("to", "a@test.local\r\nBcc: evil@example.com")]
    [InlineData("to", "not an address")]
    [InlineData("to", "a@test.local> SIZE=1 <b@test.local")]
    [InlineData("to", "")]
    [InlineData("from", "")]
    [InlineData("from", "shop")]
    [InlineData("x", "a\r\n\r\nbody")]
    [InlineData("type", "text/plain\r\nX: y")]
    public async Task What_does_not_fit_into_a_header_fails_before_anything_is_sent(string what, string value)
    {
        var options = string.Join(", ", new Dictionary<string, string>
        {
            ["from"] = "shop@example.com",
            ["to"] = Peer.Address,
            ["subject"] = "s",
            ["headers"] = "{ X-Order: \"${header.x}\" }",
            ["contentType"] = "\"${header.type}\"",
        }.Select(option => $"{option.Key}: {(option.Key == what ? $"\"${{header.{what}}}\"" : option.Value)}"));
        var flow = await Host.DeployAsync($"from: {{ direct: {{}} }}\nsteps:\n  - send: {{ smtp: {{ {Peer.Access("smtps")}, {options} }} }}");

        var record = await Host.SendAsync(flow, Payload.FromText("x"), (what, value));

        Assert.Equal("IA3868", record.Fault?.Code);
        Assert.Empty(Peer.Mails());
    }

    [ServerFact]
    public async Task A_refused_recipient_keeps_the_mail_from_all()
    {
        var record = await SendAsync($"to: \"{Peer.Address}, nobody@test.local\"", Payload.FromText("x"));

        Assert.Equal("IA3871", record.Fault?.Code);
        Assert.Contains("nobody@test.local", record.Fault!.Message, StringComparison.Ordinal);
        Assert.Contains("550", record.Fault.Message, StringComparison.Ordinal);
        Assert.Empty(Peer.Mails());
    }

    [ServerFact]
    public async Task Refused_recipients_are_skipped_when_the_channel_says_so()
    {
        var some = await SendAsync($"to: \"{Peer.Address}, nobody@test.local\", refusedRecipients: skip", Payload.FromText("x"));
        var none = await SendAsync("to: nobody@test.local, refusedRecipients: skip", Payload.FromText("x"));

        Received(some);
        Assert.True(some.IntermediateError);
        Assert.Equal("IA3871", none.Fault?.Code);
    }

    [ServerTheory]
    [InlineData("smtp", "startTls", "plain")]
    [InlineData("smtp", "startTlsOptional", "cramMd5")]
    [InlineData("smtp", "startTls", "xoauth2")]
    [InlineData("smtps", "tls", "login")]
    [InlineData("smtps", "tls", "cramMd5")]
    [InlineData("smtps", "tls", "xoauth2")]
    public async Task Every_kind_of_protection_and_login_sends(string server, string protection, string authentication)
    {
        var access = $"host: \"127.0.0.1:{Peer.Server.Port(server)}\", protection: {protection}, authentication: {authentication}, trustedCertificates: [mail-ca], credential: mail";

        Received(await Host.SendAsync(await SmtpAsync(To, access: access), Payload.FromText("x")));
    }

    [ServerFact]
    public async Task A_server_that_wants_a_login_says_so_and_one_that_offers_none_is_told_apart()
    {
        var without = await Host.SendAsync(await SmtpAsync(To, access: Peer.Access("smtps").Replace(", credential: mail", "", StringComparison.Ordinal)), Payload.FromText("x"));
        var plain = await Host.SendAsync(
            await SmtpAsync(To, access: Peer.Access("smtp").Replace("startTls, trustedCertificates: [mail-ca]", "none", StringComparison.Ordinal)), Payload.FromText("x"));

        Assert.Equal(("IA3870", "IA3869"), (without.Fault?.Code, plain.Fault?.Code));
        Assert.Contains("wants a login", without.Fault!.Message, StringComparison.Ordinal);
    }

    [ServerFact]
    public async Task A_certificate_of_nobody_sends_no_password()
    {
        var record = await Host.SendAsync(await SmtpAsync(To, access: Peer.Access("smtps").Replace("trustedCertificates: [mail-ca], ", "", StringComparison.Ordinal)), Payload.FromText("x"));

        Assert.Equal("IA3861", record.Fault?.Code);
    }

    [ServerFact]
    public async Task A_large_body_passes_a_slow_way_in_parts()
    {
        byte[] body = [.. Enumerable.Range(0, 3_000_000).Select(i => (byte)(i * 17 >> 2))];

        var mail = Received(await SendAsync($"{To}, contentType: application/octet-stream", Payload.FromBytes(body)));

        Assert.Equal(Sink.HashOf(body), Sink.HashOf(MailPeer.BytesOf(mail.Body)));
    }

    [ServerFact]
    public async Task A_frozen_server_fails_the_message_in_time()
    {
        var flow = await SmtpAsync($"{To}, timeout: 1s", throughProxy: true);
        await Host.SendAsync(flow, Payload.FromText("1"));
        Peer.Proxy("smtps").Set("mode=blackhole");

        var record = await Host.SendAsync(flow, Payload.FromText("2")).WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal("IA3860", record.Fault?.Code);
        Assert.Single(Peer.Mails());
    }

    private MimeMessage Received(MessageRecord record)
    {
        Assert.True(record.Status == MessageStatus.Completed, record.Fault?.ToString());
        return Assert.Single(Peer.Read());
    }
}
