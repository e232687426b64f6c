using IntegrationActors.Core.Steps;
using IntegrationActors.Steps.Tests.Support;

namespace IntegrationActors.Steps.Tests.Log;

public sealed class LogStepTests
{
    [Fact]
    public async Task Writes_a_line_and_leaves_the_message_alone()
    {
        var end = await new FlowTest("""- log: "Order ${header.Number}: ${body}" """)
        {
            Body = "two chairs",
            Headers = new Dictionary<string, string> { ["Number"] = "4711" },
        }.RunAsync();

        Assert.Equal([(LogSeverity.Info, "Order 4711: two chairs")], end.Lines);
        Assert.Equal("two chairs", end.Body);
    }

    [Theory]
    [InlineData("info", LogSeverity.Info)]
    [InlineData("warning", LogSeverity.Warning)]
    [InlineData("error", LogSeverity.Error)]
    public async Task The_level_says_what_the_line_asks_of_people(string level, LogSeverity expected)
    {
        var end = await new FlowTest($"- log: {{ text: hello, level: {level} }}").RunAsync();

        Assert.Equal(expected, Assert.Single(end.Lines).Severity);
    }

    [Fact]
    public async Task A_message_cant_forge_a_line()
    {
        var end = await new FlowTest("""- log: "got ${body}" """) { Body = "x\r\n2026-01-01 ERROR \u001b[31mall is lost" }.RunAsync();

        Assert.Equal("got x  2026-01-01 ERROR  [31mall is lost", Assert.Single(end.Lines).Text);
    }

    [Fact]
    public async Task A_long_text_is_cut()
    {
        var end = await new FlowTest("""- log: "${body}" """) { Body = new string('x', 100_000) }.RunAsync();

        Assert.Equal(8193, Assert.Single(end.Lines).Text.Length);
    }

    [Fact]
    public void A_log_without_text_is_a_finding()
    {
        var findings = new FlowTest("- log: { level: info }").Findings();

        Assert.StartsWith("test.flow.yaml(4,5): error IA1004: 'log' needs 'text'", Assert.Single(findings));
    }
}
