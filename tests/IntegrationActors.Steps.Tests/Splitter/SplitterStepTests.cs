using System.Text;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Steps.Tests.Support;

namespace IntegrationActors.Steps.Tests.Splitter;

public sealed class SplitterStepTests
{
    private const string Orders = """{"a":{"items":[{"id":1},{"id":2},3,"four",[5]],"rest":[6]},"items":[7]}""";

    [Theory]
    [InlineData("$.a.items[*]", """{"id":1} {"id":2} 3 "four" [5]""")]
    [InlineData("$.items[*]", "7")]
    [InlineData("$.a[*]", """[{"id":1},{"id":2},3,"four",[5]] [6]""")]
    [InlineData("$[*]", """{"items":[{"id":1},{"id":2},3,"four",[5]],"rest":[6]} [7]""")]
    [InlineData("$.a.items[?@.id]", """{"id":1} {"id":2}""")]
    [InlineData("$..id", "1 2")]
    [InlineData("$.nothing[*]", "")]
    public async Task Each_node_of_a_jsonpath_is_a_part(string path, string expected)
    {
        var end = await Split($"jsonpath: \"{path}\"", Orders).RunAsync();

        Assert.Equal(expected, string.Join(' ', end.Sent));
        Assert.Equal((MessageStatus.Completed, Orders), (end.Status, end.Body));
    }

    [Theory]
    [InlineData("/o/i", "<i>1</i> <i k=\"&quot;&amp;\">2&lt;</i> <i/>")]
    [InlineData("//i", "<i>1</i> <i k=\"&quot;&amp;\">2&lt;</i> <i/> <i><i>4</i></i>")]
    [InlineData("/o/d/i", "<i><i>4</i></i>")]
    [InlineData("/o/i[2]", "<i k=\"&quot;&amp;\">2&lt;</i>")]
    [InlineData("/o/i/text()", "1 2&lt;")]
    [InlineData("/o/x", "")]
    public async Task Each_node_of_an_xpath_is_a_part(string path, string expected)
    {
        var end = await Split($"xpath: \"{path}\"", "<?xml version=\"1.0\"?><o><h/><i>1</i><i k='&quot;&amp;'><![CDATA[2<]]></i><i/><d><i><i>4</i></i></d></o>").RunAsync();

        Assert.Equal(expected, string.Join(' ', end.Sent));
    }

    [Theory]
    [InlineData("/o/i")]
    [InlineData("/o/i[true()]")]
    public async Task A_part_of_xml_keeps_the_namespaces_that_it_needs(string path)
    {
        var end = await (Split($"xpath: {path.Replace("/", "/p:")}", """<q:o xmlns:q="urn:a" xmlns="urn:b" xmlns:x="urn:c"><q:i t="x:y"/><q:i xmlns="" xmlns:x="urn:d"/></q:o>""") with
        {
            Flow = "namespaces: { p: \"urn:a\" }",
        }).RunAsync();

        Assert.Equal(2, end.Sent.Count);
        Assert.All(["xmlns:q=\"urn:a\"", "xmlns=\"urn:b\"", "xmlns:x=\"urn:c\"", "t=\"x:y\""], declaration => Assert.Contains(declaration, end.Sent[0]));
        Assert.Contains("xmlns=\"\"", end.Sent[1]);
        Assert.Contains("xmlns:x=\"urn:d\"", end.Sent[1]);
        Assert.DoesNotContain("urn:c", end.Sent[1]);
    }

    [Fact]
    public async Task An_envelope_has_the_elements_around_the_part_and_what_stands_before_the_first_one()
    {
        var end = await Split(
            "xpath: /o/l/i\nenvelope: true",
            "<o k=\"1\"><h>head</h><l n=\"1\"><u/><i>1</i><lost/><i>2</i></l>lost<l n=\"2\"><v/><i>3</i></l></o>").RunAsync();

        Assert.Equal(
            [
                "<o k=\"1\"><h>head</h><l n=\"1\"><u/><i>1</i></l></o>",
                "<o k=\"1\"><h>head</h><l n=\"1\"><u/><i>2</i></l></o>",
                "<o k=\"1\"><h>head</h><l n=\"2\"><v/><i>3</i></l></o>",
            ],
            end.Sent);
    }

    [Fact]
    public async Task A_group_in_an_envelope_ends_where_its_parent_does()
    {
        var end = await Split("xpath: //i\nenvelope: true\ngrouping: \"2\"", "<o><l><i>1</i><i>2</i><i>3</i></l><l><i>4</i></l></o>").RunAsync();

        Assert.Equal(["<o><l><i>1</i><i>2</i></l></o>", "<o><l><i>3</i></l></o>", "<o><l><i>4</i></l></o>"], end.Sent);
    }

    [Theory]
    [InlineData("lines: true", "a\r\n\r\nb\nc", "a|b|c")]
    [InlineData("lines: true", "a\n", "a")]
    [InlineData("lines: true", "", "")]
    [InlineData("token: \"<>\"", "<>a<>b<<>", "a|b<")]
    [InlineData("token: ü", "aübü", "a|b")]
    public async Task Texts_are_cut_at_a_token_or_at_line_breaks(string way, string body, string expected)
    {
        foreach (var encoding in new[] { Encoding.UTF8, Encoding.Latin1, Encoding.Unicode })
        {
            var end = await (Split(way, body) with { Encoding = encoding }).RunAsync();

            Assert.Equal(expected, string.Join('|', end.Sent));
        }
    }

    [Theory]
    [InlineData("csv: {}", "id,n\n1,a\r\n\n2,\"x\n\"\"y,\"\"\"\n3,5\" pipe\n", "id,n\n1,a|id,n\n2,\"x\n\"\"y,\"\"\"|id,n\n3,5\" pipe")]
    [InlineData("csv: { header: false, delimiter: \";\", quote: \"'\" }", "1;'a;\n'\n2;\"b", "1;'a;\n'|2;\"b")]
    [InlineData("csv: {}\ngrouping: \"2\"", "h\n1\n2\n3", "h\n1\n2|h\n3")]
    [InlineData("csv: {}", "h\n", "")]
    public async Task Records_of_csv_are_parts_below_their_header_line(string way, string body, string expected)
    {
        var end = await Split(way, body).RunAsync();

        Assert.Equal(expected, string.Join('|', end.Sent));
    }

    [Theory]
    [InlineData("jsonpath: \"$[*]\"", "[1,2,3]", "[1,2] [3]")]
    [InlineData("jsonpath: \"$[?@ > 0]\"", "[1,2,3]", "[1,2] [3]")]
    [InlineData("xpath: //i", "<o><i/><d><i/></d><i/></o>", "<group><i/><i/></group> <group><i/></group>")]
    [InlineData("lines: true", "a\nb\nc", "a\nb c")]
    [InlineData("token: \"--\"", "a--b--c", "a--b c")]
    public async Task Parts_are_grouped_as_their_syntax_has_it(string way, string body, string expected)
    {
        var end = await (Split(way + "\ngrouping: \"${header.N}\"", body) with { Headers = new Dictionary<string, string> { ["N"] = "2" } }).RunAsync();

        Assert.Equal(expected, string.Join(' ', end.Sent));
    }

    [Fact]
    public async Task A_grouping_that_is_no_number_fails_the_step()
    {
        var end = await Split("lines: true\ngrouping: \"${header.N}\"", "a").RunAsync();

        Assert.Equal("IA3366", end.Fault?.Code);
    }

    [Theory]
    [InlineData("", "0//false 1//false 2/3/true")]
    [InlineData("streaming: false", "0/3/false 1/3/false 2/3/true")]
    [InlineData("parallel: 3", "0//false 1//false 2/3/true")]
    public async Task Each_part_knows_its_number_and_the_last_one_that_it_is_the_last(string options, string expected)
    {
        var end = await new FlowTest(
            $$"""
            - splitter:
                lines: true
                {{options}}
                steps:
                  - set: { body: "${property.CamelSplitIndex}/${property.CamelSplitSize}/${property.CamelSplitComplete}" }
                gather: { combine: text, separator: " " }
            """)
        {
            Body = "a\nb\nc",
        }.RunAsync();

        Assert.Equal(expected, end.Body);
        Assert.Null(end.Properties["CamelSplitIndex"]);
    }

    [Fact]
    public async Task What_a_part_does_to_its_message_stays_there()
    {
        var end = await new FlowTest(
            """
            - set: { headers: { H: before }, properties: { p: before } }
            - splitter:
                lines: true
                steps:
                  - send: { stub: {} }
                  - set: { body: "${header.H} ${property.p}" }
                  - set: { headers: { H: inside, New: x }, properties: { p: inside, q: x } }
                  - send: { stub: {} }
            """)
        {
            Body = "a\nb",
        }.RunAsync();

        Assert.Equal(["a", "before before", "b", "before before"], end.Sent);
        Assert.Equal(("before", "before", "a\nb"), (end.Headers["H"], end.Properties["p"], end.Body));
        Assert.Null(end.Headers["New"]);
    }

    [Theory]
    [InlineData("jsonpath: \"$[*]\"", "[1,2,}", "IA3361")]
    [InlineData("jsonpath: \"$[*]\"", "[1,2] x", "IA3361")]
    [InlineData("jsonpath: \"$.a[*]\"", """{"a":[1],"a":[2]}""", "IA3361")]
    [InlineData("xpath: /a/b", "<a><b/></c>", "IA3362")]
    [InlineData("xpath: /a/b", "<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><a><b>&e;</b></a>", "IA3362")]
    [InlineData("csv: {}", "h\n\"open", "IA3363")]
    [InlineData("zip: {}", "no zip", "IA3421")]
    [InlineData("tar: {}", "no tar, and even longer than nothing", "IA3421")]
    public async Task A_body_that_cant_be_split_fails_the_step_and_stays(string way, string body, string code)
    {
        var end = await Split(way, body).RunAsync();

        Assert.Equal((code, body), (end.Fault?.Code ?? "", end.Body));
    }

    [Fact]
    public async Task Nothing_runs_when_the_parts_are_counted_first_and_the_body_is_broken()
    {
        var end = await Split("jsonpath: \"$[*]\"\nstreaming: false", "[1,2,3").RunAsync();

        Assert.Equal("IA3361", end.Fault?.Code);
        Assert.Empty(end.Sent);
    }

    [Theory]
    [InlineData("jsonpath: \"$[*]\"")]
    [InlineData("xpath: //r")]
    [InlineData("csv: { header: false }")]
    [InlineData("lines: true")]
    public async Task Bodies_that_are_not_in_memory_are_split_in_the_same_way(string way)
    {
        var records = Enumerable.Range(0, 3000).Select(i => way switch
        {
            "xpath: //r" => $"<r>{i} {new string('ü', i % 300)}</r>",
            "jsonpath: \"$[*]\"" => $$"""{"id":{{i}},"t":"{{new string('ü', i % 300)}}"}""",
            _ => $"{i},\"{new string('ü', i % 300)}\"",
        }).ToArray();
        var body = way switch
        {
            "xpath: //r" => $"<o>{string.Join('\n', records)}</o>",
            "jsonpath: \"$[*]\"" => $"[{string.Join(", ", records)}]",
            _ => string.Join("\r\n", records),
        };

        var end = await Split(way, body).RunAsync();

        Assert.Equal(records, end.Sent);
    }

    [Fact]
    public async Task A_part_of_any_length_is_handed_on_while_it_is_read()
    {
        var value = new string('x', 3 * TestSpool.MemoryLimit);

        var json = await Split("jsonpath: \"$[*]\"", $"[[\"{value}\",{{\"a\":\"{value}\"}}],1]").RunAsync();
        var line = await Split("lines: true", $"{value}\ny").RunAsync();

        Assert.Equal([$"[\"{value}\",{{\"a\":\"{value}\"}}]", "1"], json.Sent);
        Assert.Equal([value, "y"], line.Sent);
    }

    [Fact]
    public void Mistakes_are_findings_where_they_stand()
    {
        var findings = new FlowTest(
            """
            - splitter: { steps: [ end ] }
            - splitter: { lines: true, token: x, steps: [ end ] }
            - splitter: { lines: true, envelope: true, steps: [ end ] }
            - splitter: { lines: true, grouping: "0", steps: [ end ] }
            - splitter: { zip: {}, grouping: "2", steps: [ end ] }
            - splitter: { lines: true, parallel: 51, steps: [ end ] }
            - splitter: { lines: true, onTimeout: ignore, steps: [ end ] }
            - splitter: { xpath: "/a/b[", steps: [ end ] }
            """).Findings();

        Assert.Collection(
            findings,
            f => Assert.StartsWith("test.flow.yaml(4,5): error IA1009: 'splitter' needs one way to split, and here is none", f),
            f => Assert.StartsWith("test.flow.yaml(5,5): error IA1009: 'splitter' needs one way to split, and here are 2", f),
            f => Assert.StartsWith("test.flow.yaml(6,30): error IA1009: 'envelope' belongs to 'xpath'", f),
            f => Assert.StartsWith("test.flow.yaml(7,30): error IA1009: 'grouping' is a whole number", f),
            f => Assert.StartsWith("test.flow.yaml(8,26): error IA1009: files of an archive", f),
            f => Assert.StartsWith("test.flow.yaml(9,40): error IA1005: 'parallel' must be from 1 to 50", f),
            f => Assert.StartsWith("test.flow.yaml(10,30): error IA1009: 'onTimeout: ignore' needs a 'timeout'", f),
            f => Assert.StartsWith("test.flow.yaml(11,", f));
    }

    [Fact]
    public void An_envelope_needs_a_path_of_names()
    {
        var finding = Assert.Single(new FlowTest("- splitter: { xpath: \"/a/b[1]\", envelope: true, steps: [ end ] }").Findings());

        Assert.StartsWith("test.flow.yaml(4,25): error IA1307: '/a/b[1]' can't be split with 'envelope'", finding);
    }

    internal static FlowTest Split(string options, string body) => new(
        $$"""
        - splitter:
            {{options.Replace("\n", "\n    ")}}
            steps: [ { call: { stub: {} } } ]
        """)
    {
        Body = body,
    };
}
