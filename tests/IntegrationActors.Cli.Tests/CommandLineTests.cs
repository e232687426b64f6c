using System.CommandLine;
using System.CommandLine.Parsing;

namespace IntegrationActors.Cli.Tests;

public sealed class CommandLineTests
{
    public static TheoryData<string> Commands => [.. CommandRegistry.All.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Help_of_every_command_has_examples_and_exit_codes(string name)
    {
        var help = await new Ia().RunAsync([.. name.Split(' '), "--help"]);

        Assert.Equal(ExitCode.Fine, help.ExitCode);
        Assert.Contains("Examples:\n  ", help.Output.ReplaceLineEndings("\n"));
        Assert.Contains("130  interrupted", help.Output);
    }

    [Theory]
    [InlineData("get", "flowss")]
    [InlineData("apply")]
    [InlineData("get", "flows", "-o", "xml")]
    [InlineData("log-level", "orders", "loud")]
    [InlineData("get", "flows", "--server", "ftp://x")]
    [InlineData("get", "messages", "--key", "orderId")]
    [InlineData("get", "messages", "--since", "soon")]
    [InlineData("create", "credential", "erp")]
    [InlineData("diff", "-f", "/nowhere")]
    [InlineData("eval", "x", "--body", "/nowhere")]
    public async Task Wrong_usage_says_so_and_has_code_2(params string[] args)
    {
        var result = await new Ia().RunAsync(args);

        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.NotEmpty(result.Error);
        Assert.Empty(result.Output);
    }

    [Fact]
    public async Task Without_arguments_there_is_help()
    {
        var result = await new Ia().RunAsync();

        Assert.Equal(ExitCode.Fine, result.ExitCode);
        Assert.Contains("apply", result.Output);
    }

    [Fact]
    public async Task A_server_that_can_not_be_reached_has_code_3()
    {
        var result = await new Ia().RunAsync("get", "flows");

        Assert.Equal(ExitCode.NoAccess, result.ExitCode);
        Assert.StartsWith("can't reach the server at http://127.0.0.1:1: Connection refused", result.Error);
    }

    [Fact]
    public async Task Version_is_one_line()
    {
        var result = await new Ia().RunAsync("version");

        Assert.Matches(@"^ia \d+\.\d+\.\d+\n$", result.Output);
    }
}
