using System.Text;
using IntegrationActors.Steps.Tests.Support;

namespace IntegrationActors.Steps.Tests.Mime;

public sealed class MimeStepTests
{
    private const string Multipart = "preamble\r\n--b\r\nContent-Type: application/xml; charset=ISO-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<gr=FCn/>\r\n--b\r\n"
        + "Content-Type: text/plain\r\nContent-Disposition: attachment; filename=\"../n.txt\"\r\nContent-Transfer-Encoding: base64\r\n\r\nTm90ZQ==\r\n--b--\r\n";

    private static readonly Dictionary<string, string> MultipartType = new() { ["Content-Type"] = "multipart/mixed; boundary=b" };

    [Fact]
    public async Task The_first_part_becomes_the_body_and_others_attachments()
    {
        var end = await new FlowTest("- mimeDecode") { Body = Multipart, Headers = MultipartType }.RunAsync();
        var note = await new FlowTest("- mimeDecode\n- zip: { attachments: true }\n- unzip: { entry: n.txt }") { Body = Multipart, Headers = MultipartType }.RunAsync();

        Assert.Null(end.Fault);
        Assert.Equal("<grün/>", end.Body);
        Assert.StartsWith("application/xml", end.Headers["Content-Type"], StringComparison.Ordinal);
        Assert.Equal("Note", note.Body);
    }

    [Theory]
    [InlineData("base64")]
    [InlineData("binary")]
    [InlineData("quotedPrintable")]
    public async Task Body_and_attachments_survive_the_way_there_and_back(string encoding)
    {
        var body = string.Concat(Enumerable.Range(0, 30_000).Select(i => $"line {i} = \"ä\"\r\n"));
        var steps = $"""
            - set: {"{"} body: '{"${body}"}' {"}"}
            - tar: {"{"} entry: t {"}"}
            - untar: {"{"} contentType: "text/plain; charset=utf-8" {"}"}
            - mimeEncode: {"{"} inlineHeaders: true, transferEncoding: {encoding}, subtype: related, includeHeaders: ["x-*"] {"}"}
            - set: {"{"} remove: {"{"} headers: ["*"] {"}"} {"}"}
            - mimeDecode: {"{"} inlineHeaders: true, includeHeaders: ["X-A"] {"}"}
            """;

        var end = await new FlowTest(steps) { Body = body, Headers = new Dictionary<string, string> { ["X-A"] = "ü\r\nX-Evil: 1", ["X-B"] = "2", ["Y"] = "3" } }.RunAsync();

        Assert.Null(end.Fault);
        Assert.Equal(body, end.Body);
        Assert.Equal("ü X-Evil: 1", end.Headers["X-A"]);
        Assert.False(end.Headers.Contains("X-B") || end.Headers.Contains("X-Evil"));
        Assert.StartsWith("text/plain", end.Headers["Content-Type"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Attachments_are_written_and_read_over_the_header_of_the_message()
    {
        const string Steps = """
            - mimeDecode
            - mimeEncode: { transferEncoding: binary }
            - set: { properties: { type: "${header.Content-Type}" } }
            - mimeDecode
            - zip: { attachments: true }
            - unzip: { entry: n.txt }
            """;

        var end = await new FlowTest(Steps) { Body = Multipart, Headers = MultipartType }.RunAsync();

        Assert.Equal("Note", end.Body);
        Assert.StartsWith("multipart/mixed; boundary=", (string)end.Properties["type"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("- mimeEncode")]
    [InlineData("- mimeDecode")]
    public async Task Without_inline_headers_a_message_without_attachments_stays_as_it_is(string step)
    {
        var end = await new FlowTest(step) { Body = "plain", Headers = new Dictionary<string, string> { ["Content-Type"] = "text/x" } }.RunAsync();

        Assert.Equal(("plain", "text/x"), (end.Body, end.Headers["Content-Type"]));
    }

    [Theory]
    [InlineData("just text")]
    [InlineData("Subject: no type\r\n\r\nbody")]
    [InlineData("Content-Type: multipart/mixed; boundary=b\r\n\r\nno boundary")]
    [InlineData("")]
    public async Task A_document_that_is_none_fails_and_is_not_lost(string body)
    {
        var end = await new FlowTest("- mimeDecode: { inlineHeaders: true }") { Body = body, Flow = "onError:\n  - set: { body: \"[${body}]\" }" }.RunAsync();

        Assert.Equal(("IA3430", $"[{body}]"), (end.Record.Fault?.Code, end.Body));
    }

    [Fact]
    public async Task Parts_without_end_are_refused()
    {
        var body = string.Concat(Enumerable.Repeat("--b\r\n\r\nx\r\n", 200_000));

        Assert.Equal("IA3431", (await new FlowTest("- mimeDecode") { Body = body, Headers = MultipartType }.RunAsync()).Fault?.Code);
    }

    [Fact]
    public async Task Parts_in_parts_without_end_are_refused()
    {
        var body = new StringBuilder();
        for (var i = 0; i < 100_000; i++)
        {
            body.Append("--b").Append(i).Append("\r\nContent-Type: multipart/mixed; boundary=b").Append(i + 1).Append("\r\n\r\n");
        }

        var end = await new FlowTest("- mimeDecode") { Body = body.ToString(), Headers = new Dictionary<string, string> { ["Content-Type"] = "multipart/mixed; boundary=b0" } }.RunAsync();

        Assert.Equal("IA3431", end.Fault!.Code);
        Assert.Contains("more than 20 levels of parts", end.Fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("- mimeEncode: { includeHeaders: [X] }", "only with inlineHeaders: true")]
    [InlineData("- mimeDecode: { includeHeaders: [X] }", "only with inlineHeaders: true")]
    [InlineData("- mimeEncode: { subtype: \"a;b\" }", "must match")]
    public void Wrong_options_are_findings(string step, string text) => Assert.Contains(text, Assert.Single(new FlowTest(step).Findings()), StringComparison.Ordinal);
}
