using System.Diagnostics;
using IntegrationActors.Definitions.Tests.Support;

namespace IntegrationActors.Definitions.Tests.Yaml;

public sealed class YamlReaderTests
{
    [Theory]
    [InlineData("a:\n\t- b\n", "(2,1)", "a tab indents this line: YAML indents with spaces only")]
    [InlineData("a: b: c\n", "(1,5)", "a ': ' stands where no key can be: put the text into quotes, or check the indentation of this line")]
    [InlineData("a: 'x\nb: c", "(1,4)", "the quote that opens here is never closed")]
    [InlineData("a: @x\n", "(1,4)", "a value can't begin with this character: put the text into quotes")]
    [InlineData("a: \"\\q\"\n", "(1,4)", "this escape is not known in double quotes: write \\\\ for a backslash, or use single quotes")]
    [InlineData("- a\nb: c\n", "(2,1)", "the list ends here without reason: begin the line with '- ', or check its indentation")]
    [InlineData("a: [1, 2\nb: c", "(1,4)", "the bracket that opens here is never closed, or a ',' is missing after it")]
    [InlineData("a: { b: 1\nc: 2\n", "(1,4)", "the bracket that opens here is never closed, or a ',' is missing after it")]
    [InlineData("a: &x 1\n", "(1,4)", "anchors (&) and aliases (*) are not used here: write the value out, or put text that begins with & or * in quotes")]
    [InlineData("flow: !file x\nsteps: []\n", "(1,7)", "tags such as '!file' are not used here: leave it out, or put text that begins with ! in quotes")]
    [InlineData("flow: a\nsteps: []\n---\nflow: b\n", "(3,1)", "a second document begins here; a file holds one flow, so put the other into a file of its own")]
    public void Says_where_and_why_a_file_is_no_yaml(string text, string place, string message)
    {
        Assert.Contains($"orders.flow.yaml{place}: error IA1000: {message}", Flows.Findings(text));
    }

    [Fact]
    public void Broken_yaml_is_one_finding()
    {
        Assert.Single(Flows.Findings("flow: x\nsteps: [\nfoo: bar\n  - x: y: z\n"));
    }

    [Fact]
    public void A_key_that_stands_twice_is_found_at_the_second()
    {
        var findings = Flows.Findings("flow: a\nfrom: { timer: {} }\nsteps: []\nflow: b\n");

        Assert.Equal(["orders.flow.yaml(4,1): error IA1008: 'flow' stands here twice (first in line 1); keep one"], findings);
    }

    [Fact]
    public void A_key_is_a_single_word()
    {
        Assert.Contains("orders.flow.yaml(1,1): error IA1002: a key is a single word, such as 'flow:'; text that begins with { or [ needs quotes", Flows.Findings("{a: b}: c\nflow: x\nsteps: []\n"));
    }

    [Fact]
    public void A_byte_order_mark_does_not_shift_columns()
    {
        Assert.Contains("orders.flow.yaml(1,1): error IA1001: unknown option 'flwo' (did you mean 'flow'?)", Flows.Findings("\uFEFFflwo: x\nsteps: []\n"));
    }

    [Fact]
    public void Lines_may_end_as_on_windows()
    {
        Assert.Contains("orders.flow.yaml(3,5): error IA1006: unknown step 'stpo' (did you mean 'stop'?)", Flows.Findings("flow: x\r\nsteps:\r\n  - stpo\r\n"));
    }

    [Fact]
    public void A_file_that_is_too_large_is_not_read()
    {
        var finding = Assert.Single(Flows.Findings(new string('#', (1 << 20) + 1)));

        Assert.Equal("orders.flow.yaml: error IA1010: the file has 1,048,577 characters; at most 1,048,576 are read", finding);
    }

    [Fact]
    public void A_file_that_is_nested_too_deep_is_not_read()
    {
        var finding = Assert.Single(Flows.Findings("flow: " + new string('[', 200)));

        Assert.Equal("orders.flow.yaml(1,106): error IA1010: the file is nested deeper than 100 levels", finding);
    }

    public static TheoryData<string, string> HostileFiles => new()
    {
        { "brackets", new string('[', 1_000_000) },
        { "maps in a line", string.Concat(Enumerable.Repeat("{a: ", 250_000)) },
        { "dashes", string.Concat(Enumerable.Repeat("- ", 500_000)) },
        { "question marks", string.Concat(Enumerable.Repeat("? ", 500_000)) },
        { "open quote", "a: \"" + new string('x', 1_000_000) },
        { "folded lines", "a: " + string.Concat(Enumerable.Repeat("x\n  ", 250_000)) },
        { "unknown keys", string.Concat(Enumerable.Range(0, 80_000).Select(i => $"k{i}: 1\n")) },
        { "unknown steps", "flow: a\nsteps:\n" + string.Concat(Enumerable.Range(0, 80_000).Select(i => $"- k{i}\n")) },
        { "the same key", string.Concat(Enumerable.Repeat("flow: x\n", 120_000)) },
        { "parameters", "flow: a\nparameters:\n" + string.Concat(Enumerable.Range(0, 60_000).Select(i => $"  k{i}: {{}}\n")) },
        { "billion laughs", "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\n" },
        { "null characters", new string('\0', 100_000) },
    };

    [Theory]
    [MemberData(nameof(HostileFiles))]
    public void Hostile_files_are_answered_in_bounded_time_and_with_bounded_findings(string what, string text)
    {
        var watch = Stopwatch.StartNew();

        var findings = Flows.Findings(text);

        Assert.InRange(findings.Count, 1, 201);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(15), $"{what}: {watch.Elapsed}");
    }
}
