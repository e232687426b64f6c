using System.Text.RegularExpressions;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Definitions;
using IntegrationActors.Steps.Tests.Support;

namespace IntegrationActors.Steps.Tests;

/// <summary>The first own flow of the README does what the README says.</summary>
public sealed partial class ReadmeTests
{
    private static readonly FlowSource Hello = new(
        "hello.flow.yaml",
        Fence().Matches(File.ReadAllText(Path.Combine(Repository(AppContext.BaseDirectory), "README.md")).ReplaceLineEndings("\n"))
            .Select(m => m.Groups["yaml"].Value)
            .Single(yaml => yaml.StartsWith("flow: hello\n", StringComparison.Ordinal)));

    [Fact]
    public async Task The_first_flow_greets()
    {
        var end = await (new FlowTest("") with { Source = Hello, Body = """{"name":"Ada"}""" }).RunAsync();

        Assert.Equal((MessageStatus.Completed, "Hello Ada!"), (end.Status, end.Body));
        Assert.Equal("text/plain", end.Headers["Content-Type"]);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"name":""}""")]
    [InlineData("""{"name":null}""")]
    [InlineData("""{"nome":"Ada"}""")]
    public async Task The_first_flow_refuses_an_order_without_a_name(string body)
    {
        var end = await (new FlowTest("") with { Source = Hello, Body = body }).RunAsync();

        Assert.Equal((MessageStatus.Failed, "The message has no name."), (end.Status, end.Fault?.Message));
    }

    private static string Repository(string folder) =>
        File.Exists(Path.Combine(folder, "IntegrationActors.sln")) ? folder : Repository(Path.GetDirectoryName(folder)!);

    [GeneratedRegex(@"^```yaml\n(?<yaml>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
