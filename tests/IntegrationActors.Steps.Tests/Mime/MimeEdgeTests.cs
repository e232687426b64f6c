using IntegrationActors.Steps.Tests.Support;

namespace IntegrationActors.Steps.Tests.Mime;

/// <summary>Documents as programs of all kinds write them: what becomes the body, and what the attachments are called.</summary>
public sealed class MimeEdgeTests
{
    // Body and attachments as one text: [body|type] name|type|text …
    private const string Show = """
        - script:
            code: |
              const all = Object.values(message.getAttachments());
              message.setBody('[' + message.getBody() + '|' + message.getHeader('Content-Type') + ']' + all.map(a => ' ' + a.name + '|' + a.contentType + '|' + a.getText()).join(''));
        """;

    [Theory]
    [InlineData("multipart/mixed; boundary=b", "--b\r\n\r\none\r\n--b\r\n\r\ntwo\r\n--b--", "[one|text/plain] part-2|text/plain|two")]
    [InlineData("multipart/mixed; boundary=b", "--b\n\none\n--b\nContent-Type: text/csv; name=n.csv\n\na,b\n--b--\n", "[one|text/plain] n.csv|text/csv; name=\"n.csv\"|a,b")]
    [InlineData("multipart/mixed; boundary=\"b c\"", "ignored\r\n--b c\r\nContent-Type: text/x\r\n\r\none\r\n--b c--\r\nignored too", "[one|text/x]")]
    [InlineData("multipart/mixed; boundary=b", "--b\r\nContent-Type: text/x\r\n\r\nwithout end", "[without end|text/x]")]
    [InlineData("multipart/mixed; boundary=b", "--b\r\nContent-Type: text/x\r\n\r\n\r\n--b--", "[|text/x]")]
    [InlineData("Multipart/Mixed; boundary=b", "--b\r\n\r\n--not a boundary\r\n--bc\r\n--b--", "[--not a boundary\r\n--bc|text/plain]")]
    [InlineData("multipart/alternative; boundary=b", "--b\r\nContent-Type: text/plain\r\n\r\nplain\r\n--b\r\nContent-Type: text/html\r\n\r\n<p/>\r\n--b--", "[plain|text/plain] part-2|text/html|<p/>")]
    [InlineData("multipart/related; boundary=b; start=\"<root>\"", "--b\r\nContent-ID: <pic>\r\nContent-Type: image/x\r\n\r\nPIC\r\n--b\r\nContent-ID: <root>\r\nContent-Type: text/xml\r\n\r\n<a/>\r\n--b--", "[<a/>|text/xml] pic|image/x|PIC")]
    [InlineData("multipart/mixed; boundary=b", "--b\r\nContent-Type: multipart/alternative; boundary=i\r\n\r\n--i\r\n\r\none\r\n--i\r\nContent-Type: text/html\r\n\r\ntwo\r\n--i--\r\n--b\r\n\r\nthree\r\n--b--", "[one|text/plain] part-2|text/html|two part-3|text/plain|three")]
    [InlineData("multipart/mixed; boundary=b", "--b\r\n\r\none\r\n--b\r\nContent-Type: message/rfc822\r\n\r\nSubject: s\r\n\r\ninner\r\n--b--", "[one|text/plain] part-2|message/rfc822|Subject: s\r\n\r\ninner")]
    public async Task Parts_are_found_wherever_they_stand(string type, string body, string expected) => Assert.Equal(expected, await Decoded(type, body));

    [Theory]
    [InlineData("quoted-printable", "caf=C3=A9 =\r\nand =3D", "café and =")]
    [InlineData("QUOTED-PRINTABLE", "no=ZZ", "no=ZZ")]
    [InlineData("base64", "Y2Fm\r\nw6k=\r\n", "café")]
    [InlineData("Base64", "Y2 Fm*w6k=", "café")]
    [InlineData("8bit", "café", "café")]
    [InlineData("binary", "café", "café")]
    [InlineData("7bit", "cafe", "cafe")]
    [InlineData("x-unknown", "cafe", "cafe")]
    public async Task Every_transfer_encoding_is_undone(string encoding, string content, string expected)
    {
        var decoded = await Decoded("multipart/mixed; boundary=b", $"--b\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n{content}\r\n--b--");

        Assert.Equal($"[{expected}|text/plain; charset=\"utf-8\"]", decoded);
    }

    [Theory]
    [InlineData("Content-Disposition: attachment; filename=plain.txt", "plain.txt")]
    [InlineData("Content-Disposition: attachment; filename*=UTF-8''gr%C3%BCn%20und%20blau.txt", "grün und blau.txt")]
    [InlineData("Content-Disposition: attachment; filename*0=long; filename*1=\"-name.txt\"", "long-name.txt")]
    [InlineData("Content-Disposition: attachment; filename=\"=?UTF-8?B?Z3LDvG4udHh0?=\"", "grün.txt")]
    [InlineData("Content-Disposition: form-data; name=\"field\"", "field")]
    [InlineData("Content-Type: text/plain; name=\"typed.txt\"", "typed.txt")]
    [InlineData("Content-ID: <id@host>", "id@host")]
    [InlineData("Content-Disposition: attachment; filename=\"../../etc/passwd\"", "passwd")]
    [InlineData("Content-Disposition: attachment; filename=\"C:\\\\temp\\\\x.txt\"", "x.txt")]
    [InlineData("Content-Disposition: attachment; filename=\" \"", "part-2")]
    public async Task An_attachment_is_called_as_it_says(string header, string expected)
    {
        var decoded = await Decoded("multipart/mixed; boundary=b", $"--b\r\n\r\none\r\n--b\r\n{header}\r\n\r\ntwo\r\n--b--");

        Assert.StartsWith($"[one|text/plain] {expected}|", decoded, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Attachments_of_one_name_are_told_apart()
    {
        const string Part = "--b\r\nContent-Disposition: attachment; filename=x.txt\r\n\r\n";

        var decoded = await Decoded("multipart/mixed; boundary=b", $"--b\r\n\r\none\r\n{Part}two\r\n{Part}three\r\n--b--");

        var names = decoded.Split(' ')[1..].Select(part => part.Split('|')[0]).ToArray();
        Assert.Equal(2, names.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal("x.txt", names[0]);
    }

    [Theory]
    [InlineData("iso-8859-1", "gr\u00FCn")]
    [InlineData("x-nobody-knows", "gr\u00FCn")]
    [InlineData("\"\"", "gr\u00FCn")]
    public async Task An_encoding_that_nobody_knows_does_no_harm(string charset, string content)
    {
        var end = await new FlowTest("- mimeDecode") { Body = $"--b\r\nContent-Type: text/plain; charset={charset}\r\n\r\n{content}\r\n--b--", Encoding = System.Text.Encoding.Latin1, Headers = Type("multipart/mixed; boundary=b") }.RunAsync();

        Assert.Null(end.Fault);
        Assert.Equal("gr\u00FCn", System.Text.Encoding.Latin1.GetString(end.Bytes));
    }

    [Fact]
    public async Task Names_and_types_of_attachments_can_not_begin_headers_or_parts()
    {
        const string Steps = """
            - script:
                code: |
                  message.addAttachment('ä "quoted"\r\nX-Evil: 1\r\n\r\n--b', 'one', 'text/plain');
                  message.addAttachment('two', 'two', 'no type\r\nX-Evil: 2');
            - mimeEncode: { inlineHeaders: true }
            - set: { properties: { document: "${body}" } }
            - mimeDecode: { inlineHeaders: true }
            """;

        var end = await new FlowTest(Steps + "\n" + Show) { Body = "body" }.RunAsync();

        Assert.Null(end.Fault);
        Assert.DoesNotContain("\nX-Evil", (string)end.Properties["document"]!, StringComparison.Ordinal);
        Assert.Contains("|one", end.Body, StringComparison.Ordinal);
        Assert.Contains("two|application/octet-stream|two", end.Body, StringComparison.Ordinal);
        Assert.StartsWith("[body|application/octet-stream]", end.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_inline_headers_a_message_without_attachments_is_wrapped_too_and_comes_back()
    {
        var wrapped = await new FlowTest("- mimeEncode: { inlineHeaders: true, transferEncoding: binary }") { Body = "a\nb\r\n--x", Headers = Type("text/x") }.RunAsync();
        var back = await new FlowTest("- mimeDecode: { inlineHeaders: true }") { Body = wrapped.Body }.RunAsync();

        Assert.StartsWith("MIME-Version: 1.0\r\nContent-Type: multipart/mixed;", wrapped.Body, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(("a\nb\r\n--x", "text/x"), (back.Body, back.Headers["Content-Type"]));
    }

    [Theory]
    [InlineData("multipart/mixed")]
    [InlineData("multipart/mixed; boundary=")]
    public async Task A_multipart_without_boundary_fails_and_the_body_stays(string type)
    {
        var end = await new FlowTest("- mimeDecode") { Body = "--b\r\n\r\none\r\n--b--", Headers = Type(type) }.RunAsync();

        Assert.Equal(("IA3430", "--b\r\n\r\none\r\n--b--"), (end.Fault?.Code, end.Body));
    }

    private static async Task<string> Decoded(string type, string body) => (await new FlowTest("- mimeDecode\n" + Show) { Body = body, Headers = Type(type) }.RunAsync()).Body;

    private static Dictionary<string, string> Type(string type) => new() { ["Content-Type"] = type };
}
