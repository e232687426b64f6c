using System.Text;
using IntegrationActors.Steps.Tests.Support;

namespace IntegrationActors.Steps.Tests.Csv;

public sealed class CsvStepTests
{
    private const string Xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";

    [Theory]
    [InlineData("- csvToXml: { path: orders/order, namespace: \"urn:o\", dropEmpty: true }", "id,n\n1,\n", Xml + "<orders xmlns=\"urn:o\"><order><id>1</id></order></orders>", "application/xml")]
    [InlineData("- csvToXml: { separator: \";\", header: none, fields: [p, q], quote: \"'\", trim: true, comment: \"#\" }", "#\n'1' ; 2\n", Xml + "<rows><row><p>1</p><q>2</q></row></rows>", "application/xml")]
    [InlineData("- csvToXml: { header: skip, recordMarker: I, dropMarker: true, raggedRows: fillAndCut, fields: [p] }", "x\nI,1,2\nJ\n", Xml + "<rows><row><p>1</p></row></rows>", "application/xml")]
    [InlineData("- csvToXml: { escaping: backslash }", "a\n1\\,2\n", Xml + "<rows><row><a>1,2</a></row></rows>", "application/xml")]
    [InlineData("- csvToJson", "id,n\n1,x\n", "[{\"id\":\"1\",\"n\":\"x\"}]", "application/json")]
    [InlineData("- csvToJson: { path: o, numbers: [id], booleans: [n], dropEmpty: true }", "id,n,z\n1,true,\n", "{\"o\":[{\"id\":1,\"n\":true}]}", "application/json")]
    [InlineData("- xmlToCsv: { path: o/r, fields: [b, \"@i\"], titles: [B, I], separator: \"\\t\", lineBreak: lf }", "<o><r i='1'><a/><b>x</b></r></o>", "B\tI\nx\t1\n", "text/csv; charset=utf-8")]
    [InlineData("- xmlToCsv: { path: o/r, header: false, includeParent: true, includeAttributes: true, escaping: none }", "<o><n>7</n><r i='1'><b>x</b></r></o>", "7,1,x\r\n", "text/csv; charset=utf-8")]
    [InlineData("- jsonToCsv: { path: o, byteOrderMark: true }", "{\"o\":[{\"a\":1}]}", "a\r\n1\r\n", "text/csv; charset=utf-8")]
    public async Task Every_option_reaches_the_converter(string step, string body, string expected, string contentType)
    {
        var end = await new FlowTest(step) { Body = body }.RunAsync();

        Assert.Null(end.Fault);
        Assert.Equal((expected, contentType), (end.Body, end.Headers["Content-Type"]));
    }

    [Theory]
    [InlineData("- csvToJson")]
    [InlineData("- csvToJson: { encoding: ISO-8859-1 }")]
    public async Task The_encoding_is_that_of_the_sender_unless_told_otherwise(string step)
    {
        var end = await new FlowTest(step) { Body = "a\ngrün\n", Encoding = Encoding.Latin1 }.RunAsync();

        Assert.Equal("""[{"a":"grün"}]""", end.Body);
    }

    [Theory]
    [InlineData("- csvToXml", "a,b\n1\n", "IA3403")]
    [InlineData("- csvToJson: { maxFieldSize: 2 }", "a\nxyz\n", "IA3406")]
    [InlineData("- xmlToCsv", "no xml", "IA3411")]
    [InlineData("- jsonToCsv", "no json", "IA3416")]
    public async Task A_body_that_cant_be_converted_fails_and_stays_for_onError(string step, string body, string code)
    {
        var end = await new FlowTest(step)
        {
            Body = body,
            Flow = """
                   onError:
                     - set: { body: "[${body}]" }
                   """,
        }.RunAsync();

        Assert.Equal((code, $"[{body}]"), (end.Record.Fault?.Code, end.Body));
    }

    [Theory]
    [InlineData("- csvToXml: { path: row }", "one element can't be the root and each record")]
    [InlineData("- csvToXml: { path: \"a/1b\" }", "'1b' is not a name of an element")]
    [InlineData("- csvToXml: { separator: \";;\" }", "at most 1")]
    [InlineData("- csvToXml: { separator: x }", "'x' can't separate fields")]
    [InlineData("- csvToXml: { separator: \"'\", quote: \"'\" }", "must be different characters")]
    [InlineData("- csvToJson: { encoding: utf-99 }", "'utf-99' is not the name of a character encoding")]
    [InlineData("- csvToJson: { dropMarker: true }", "without recordMarker there is no marker to drop")]
    [InlineData("- csvToJson: { fields: [a, a] }", "field 'a' stands there twice")]
    [InlineData("- csvToJson: { raggedRows: cut }", "fillAndCut")]
    [InlineData("- jsonToCsv: { titles: [A] }", "there are 1 titles for 0 fields")]
    [InlineData("- xmlToCsv: { fields: [a], includeParent: true }", "fields lists all that is wanted")]
    [InlineData("- xmlToCsv: { path: \"a//b\" }", "is not a path")]
    public void Wrong_options_are_findings(string step, string text) => Assert.Contains(text, Assert.Single(new FlowTest(step).Findings()), StringComparison.Ordinal);

    [Fact]
    public async Task A_body_larger_than_memory_is_converted_there_and_back()
    {
        var csv = "id,text\r\n" + string.Concat(Enumerable.Range(0, 20_000).Select(i => $"{i},\"line {i}\r\nand more\"\r\n"));

        var end = await new FlowTest("- csvToXml\n- xmlToCsv") { Body = csv }.RunAsync();

        Assert.Equal(csv, end.Body);
    }
}
