using System.Formats.Tar;
using System.IO.Compression;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Steps.Tests.Support;

namespace IntegrationActors.Steps.Tests.Gather;

public sealed class GatherStepTests
{
    [Theory]
    [InlineData("json", "[1,{\"a\":2}]", "[1,{\"a\":2}]", "application/json")]
    [InlineData("json", "[]", "[]", "application/json")]
    [InlineData("text", "[1,{\"a\":2}]", "1{\"a\":2}", "text/plain")]
    [InlineData("{ combine: text, separator: \", \" }", "[1,2,3]", "1, 2, 3", "text/plain")]
    public async Task Parts_become_one_body_again(string gather, string body, string expected, string contentType)
    {
        var end = await new FlowTest(
            $$"""
            - splitter: { jsonpath: "$[*]", steps: [ { log: part } ] }
            - gather: {{gather}}
            """)
        {
            Body = body,
            Headers = new Dictionary<string, string> { ["Content-Type"] = "text/plain" },
        }.RunAsync();

        Assert.Equal((MessageStatus.Completed, expected, contentType), (end.Status, end.Body, end.Headers["Content-Type"]));
    }

    [Theory]
    [InlineData("xml", "<multimap:Messages xmlns:multimap=\"http://sap.com/xi/XI/SplitAndMerge\"><multimap:Message1><i>1</i><i/></multimap:Message1></multimap:Messages>")]
    [InlineData("xmlMessages", "<multimap:Messages xmlns:multimap=\"http://sap.com/xi/XI/SplitAndMerge\"><multimap:Message1><i>1</i></multimap:Message1><multimap:Message2><i/></multimap:Message2></multimap:Messages>")]
    [InlineData("{ combine: xml, root: all }", "<all><i>1</i><i/></all>")]
    [InlineData("{ combine: xmlMessages, root: all }", "<all><Message1><i>1</i></Message1><Message2><i/></Message2></all>")]
    public async Task Xml_is_combined_below_one_root(string gather, string expected)
    {
        var end = await Xml(gather, "<o><i>1</i><i/></o>").RunAsync();

        Assert.Equal((expected, "application/xml"), (end.Body, end.Headers["Content-Type"]));
    }

    [Fact]
    public async Task Declarations_and_comments_around_a_root_are_left_out()
    {
        var end = await new FlowTest(
            """
            - splitter:
                token: "|"
                steps: [ { log: part } ]
                gather: { combine: xml, root: all }
            """)
        {
            Body = "<?xml version=\"1.0\"?><!-- a --><a><!-- in --></a>|<b>ü</b>\n",
        }.RunAsync();

        Assert.Equal("<all><a><!-- in --></a><b>ü</b></all>", end.Body);
    }

    [Fact]
    public async Task Nodes_are_put_into_the_first_document()
    {
        var end = await new FlowTest(
            """
            - splitter:
                token: "|"
                steps: [ { log: part } ]
                gather: { combine: xmlAtPath, source: /os/o, target: /os }
            """)
        {
            Body = "<os n=\"1\"><o>1</o><!-- c --></os>|<os><o>2</o><x/><o>3</o></os>",
        }.RunAsync();

        Assert.Equal("<os n=\"1\"><o>1</o><!-- c --><o>2</o><o>3</o></os>", end.Body);
    }

    [Theory]
    [InlineData("/os/o", "/os/list", "<os><o>1</o><list/></os>|<os><o>2</o></os>", "<os><o>1</o><list><o>2</o></list></os>", null)]
    [InlineData("/os/x", "/os", "<os><o>1</o></os>", null, "IA3368")]
    [InlineData("/os/o", "/none", "<os><o>1</o></os>", null, "IA3368")]
    public async Task A_path_that_selects_nothing_fails(string source, string target, string body, string? expected, string? code)
    {
        var end = await new FlowTest(
            $$"""
            - splitter:
                token: "|"
                steps: [ { log: part } ]
                gather: { combine: xmlAtPath, source: {{source}}, target: {{target}} }
            """)
        {
            Body = body,
        }.RunAsync();

        Assert.Equal((expected ?? body, code), (end.Body, end.Fault?.Code));
    }

    [Theory]
    [InlineData("json", "{]")]
    [InlineData("xml", "<a>")]
    public async Task A_part_of_another_syntax_fails_and_the_body_stays(string gather, string part)
    {
        var end = await new FlowTest(
            $$"""
            - splitter: { lines: true, steps: [ { log: part } ] }
            - gather: {{gather}}
            """)
        {
            Body = part + "\nx",
        }.RunAsync();

        Assert.Equal(("IA3367", part + "\nx"), (end.Fault?.Code, end.Body));
    }

    [Fact]
    public async Task A_zip_has_a_file_for_each_part_that_is_not_empty()
    {
        var end = await Archive("zip").RunAsync();

        using var zip = new ZipArchive(new MemoryStream(end.Bytes));
        Assert.Equal(["a.txt", "a-2.txt", "part-3"], zip.Entries.Select(entry => entry.FullName));
        using var text = new StreamReader(zip.Entries[1].Open());
        Assert.Equal("name:a.txt two", await text.ReadToEndAsync());
        Assert.Equal("application/zip", end.Headers["Content-Type"]);
    }

    [Fact]
    public async Task A_tar_has_a_file_for_each_part_that_is_not_empty()
    {
        var end = await Archive("tar").RunAsync();

        var names = new List<string>();
        await using var tar = new TarReader(new MemoryStream(end.Bytes));
        while (await tar.GetNextEntryAsync() is { } entry)
        {
            names.Add(entry.Name);
        }

        Assert.Equal(["a.txt", "a-2.txt", "part-3"], names);
        Assert.Equal("application/x-tar", end.Headers["Content-Type"]);
    }

    [Fact]
    public async Task A_name_that_leads_elsewhere_is_refused()
    {
        var end = await new FlowTest(
            """
            - splitter: { lines: true, steps: [ { log: part } ] }
            - gather: { combine: zip, fileName: "../${body}" }
            """)
        {
            Body = "a",
        }.RunAsync();

        Assert.Equal("IA3369", end.Fault?.Code);
    }

    [Fact]
    public async Task Results_larger_than_memory_are_gathered_too()
    {
        var parts = Enumerable.Range(0, 5000).Select(i => $"\"{i}{new string('x', 100)}\"").ToArray();
        var end = await new FlowTest(
            """
            - splitter: { jsonpath: "$[*]", steps: [ { log: part } ] }
            - gather: json
            """)
        {
            Body = $"[{string.Join(", ", parts)}]",
        }.RunAsync();

        Assert.Equal($"[{string.Join(',', parts)}]", end.Body);
    }

    [Fact]
    public async Task A_large_part_is_gathered_while_it_is_read()
    {
        var value = $"{{\"a\":\"{new string('x', 3 * TestSpool.MemoryLimit)}\"}}";
        var end = await new FlowTest(
            """
            - splitter: { jsonpath: "$[*]", steps: [ { log: part } ] }
            - gather: json
            """)
        {
            Body = $"[{value},1]",
        }.RunAsync();

        Assert.Equal($"[{value},1]", end.Body);
    }

    [Fact]
    public void Alone_it_is_a_finding()
    {
        var findings = new FlowTest(
            """
            - gather: json
            - splitter: { lines: true, steps: [ end ], gather: json }
            - gather: json
            - splitter: { lines: true, steps: [ end ] }
            - log: x
            - gather: { combine: xml, separator: ",", root: "a b" }
            """).Findings();

        Assert.Equal(2, findings.Count);

        findings = new FlowTest(
            """
            - gather: json
            - splitter: { lines: true, steps: [ end ], gather: json }
            - gather: json
            - log: x
            - gather: json
            """).Findings();

        Assert.Collection(
            findings,
            f => Assert.StartsWith("test.flow.yaml(4,5): error IA1306: 'gather' stands right behind a 'splitter' or a 'multicast', and here it stands first", f),
            f => Assert.StartsWith("test.flow.yaml(6,5): error IA1306: the 'splitter' before has its own 'gather'", f),
            f => Assert.StartsWith("test.flow.yaml(8,5): error IA1306: 'gather' stands right behind a 'splitter' or a 'multicast', and here it stands behind 'log'", f));
    }

    private static FlowTest Xml(string gather, string body) => new(
        $$"""
        - splitter: { xpath: /o/i, steps: [ { log: part } ] }
        - gather: {{gather}}
        """)
    {
        Body = body,
    };

    private static FlowTest Archive(string kind) => new(
        $$"""
        - splitter:
            lines: true
            steps:
              - router:
                  - when: "${body} contains 'name'"
                    steps: [ { set: { headers: { CamelFileName: a.txt } } } ]
              - router:
                  - when: "${body} = 'empty'"
                    steps: [ { set: { body: "" } } ]
        - gather: {{kind}}
        """)
    {
        Body = "name:a.txt one\nname:a.txt two\nempty\nthree",
    };
}
