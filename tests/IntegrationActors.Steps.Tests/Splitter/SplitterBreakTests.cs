using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Steps.Tests.Support;

namespace IntegrationActors.Steps.Tests.Splitter;

/// <summary>Bodies of which a later part is broken.</summary>
public sealed class SplitterBreakTests
{
    [Theory]
    [InlineData("jsonpath: \"$[*]\"", "[1,\n2,}", "1|2", "IA3361", "LineNumber: 1 | BytePositionInLine: 2")]
    [InlineData("jsonpath: \"$[*]\"", "[1,2] x", "1|2", "IA3361", "LineNumber: 0 | BytePositionInLine: 6")]
    [InlineData("jsonpath: \"$[*]\"\ngrouping: \"2\"", "[1,2,3,4,}", "[1,2]|[3,4]", "IA3361", "BytePositionInLine: 9")]
    [InlineData("xpath: /a/b", "<a><b>1</b>\n<b>2</b></c>", "<b>1</b>|<b>2</b>", "IA3362", "Line 2, position 11")]
    [InlineData("xpath: /a/b\nenvelope: true", "<a><b>1</b>\n<b>2</b></c>", "<a><b>1</b></a>|<a><b>2</b></a>", "IA3362", "Line 2, position 11")]
    [InlineData("csv: {}", "h\n1\n2\n\"open", "h\n1|h\n2", "IA3363", "at byte 6")]
    [InlineData("csv: { as: json }", "h\n1\n2\n3,4", "{\"h\":\"1\"}|{\"h\":\"2\"}", "IA3403", "line 4")]
    public async Task Parts_in_front_of_a_break_run_and_then_the_step_fails_with_its_place(string way, string body, string parts, string code, string place)
    {
        var end = await SplitterStepTests.Split(way, body).RunAsync();

        Assert.Equal(parts, string.Join('|', end.Sent));
        Assert.Equal((MessageStatus.Failed, code), (end.Status, end.Fault?.Code));
        Assert.Contains(place, end.Fault!.Message);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task The_part_in_front_of_a_break_is_not_the_last_one_and_nothing_is_gathered(int parallel)
    {
        var end = await new FlowTest(
            $$"""
            - splitter: { jsonpath: "$[*]", parallel: {{parallel}}, steps: [ { log: "${body} ${property.CamelSplitSize} ${property.CamelSplitComplete}" } ], gather: json }
            """)
        {
            Body = "[1,2,",
        }.RunAsync();

        Assert.Equal(["1  false", "2  false"], end.Lines.Select(line => line.Text).Order(StringComparer.Ordinal));
        Assert.Equal(("IA3361", "[1,2,"), (end.Fault?.Code, end.Body));
    }

    [Fact]
    public async Task A_part_that_fails_in_front_of_a_break_is_what_the_step_fails_with()
    {
        var end = await (SplitterStepTests.Split("jsonpath: \"$[*]\"", "[1,2,}") with { Receiver = exchange => exchange.Body.AsText() == "2" ? Outcome.Failed(new Fault("X-1", "no")) : Outcome.Next }).RunAsync();

        Assert.Equal("X-1", end.Fault?.Code);
    }
}
