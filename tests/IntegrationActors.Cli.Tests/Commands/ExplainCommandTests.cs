namespace IntegrationActors.Cli.Tests.Commands;

public sealed class ExplainCommandTests
{
    [Theory]
    [InlineData("set", "headers")]
    [InlineData("IA1001", "Unknown option")]
    [InlineData("router.throwException", "IA3341")]
    public async Task Explains_without_a_server(string topic, string expected)
    {
        var result = await new Ia().RunAsync("explain", topic);

        Assert.Equal(ExitCode.Fine, result.ExitCode);
        Assert.Contains(expected, result.Output);
    }

    [Fact]
    public async Task An_unknown_topic_suggests_a_known_one()
    {
        var result = await new Ia().RunAsync("explain", "ruoter");

        Assert.Equal(ExitCode.Negative, result.ExitCode);
        Assert.Contains("router", result.Error);
    }

    [Fact]
    public async Task Without_a_topic_all_are_listed() =>
        Assert.Contains("router", (await new Ia().RunAsync("explain")).Output.Split('\n'));
}
