
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
    [MemberData(nameof(Commands))]
    public void Every_example_is_a_command_line_that_parses(string name)
    {
        var command = CommandRegistry.All.Single(c => c.Name == name);
        var root = CommandTree.Build(CommandRegistry.All, new GlobalOptions(), (_, _, _) => Task.FromResult(0));

        Assert.NotEmpty(command.Examples);
        foreach (var example in command.Examples)
        {
            var parsed = root.Parse(ShellWords.OfIa(example).Skip(1).ToList(), CliApp.Parsing);

            Assert.True(parsed.Errors.Count == 0, $"{example}: {string.Join("; ", parsed.Errors)}");
            Assert.Equal(name.Split(' ')[^1], parsed.CommandResult.Command.Name);
        }
    }

    [Theory]
    [InlineData("version -o json", "{\n  \"version\": \"0.1.0\"\n}\n")]
    [InlineData("version -o name", "0.1.0\n")]
    public async Task A_command_with_an_answer_gives_it_in_every_form(string line, string output) =>
        Assert.Equal(output, (await new Ia().RunAsync(line.Split(' '))).Output.ReplaceLineEndings("\n"));

    [Theory]
    [InlineData("explain set -o json")]
    [InlineData("eval x -o yaml")]
    [InlineData("completion bash -o name")]
    public async Task A_command_without_an_answer_refuses_to_give_it_in_a_form(string line)
    {
        var result = await new Ia().RunAsync(line.Split(' '));

        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.EndsWith("prints text alone; leave out --output\n", result.Error);
    }

    [Theory]
    [InlineData("get", "flowss")]
    [InlineData("apply")]
    [InlineData("get", "flows", "-o", "xml")]
    [InlineData("log-level", "orders", "loud")]
    [InlineData("get", "flows", "--server", "ftp://x")]
    [InlineData("get", "messages", "--key", "orderId")]
    [InlineData("get", "messages", "--since", "soon")]
    [InlineData("get", "messages", "--limit", "0")]
    [InlineData("logs", "--tail", "0")]
    [InlineData("delete", "token", "ci")]
    [InlineData("delete", "secret", "webshop", "first")]
    [InlineData("send", "/orders", "x", "-H", "A=b\r\nC: d", "--address", "http://127.0.0.1:1")]
    [InlineData("create", "credential", "erp")]
    [InlineData("create", "number-range", "invoices")]
    [InlineData("get", "id-mapping", "orders")]
    [InlineData("get", "datastore-entries", "orders", "--limit", "0")]
    [InlineData("diff", "-f", "/nowhere")]
    [InlineData("eval", "x", "--body", "/nowhere")]
    public async Task Wrong_usage_says_so_and_has_code_2(params string[] args)
    {
        var result = await new Ia().RunAsync(args);

        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.NotEmpty(result.Error);
        Assert.Empty(result.Output);
    }

    [Theory]
    [InlineData("nonsense", "there is no command 'ia nonsense'\n'ia --help' says how to use it.\n")]
    [InlineData("get flowss", "there is no command 'ia get flowss' (did you mean 'flows'?)\n'ia get --help' says how to use it.\n")]
    public async Task A_command_that_there_is_not_suggests_one_that_is_near(string line, string error) =>
        Assert.Equal(new Ia.Result(ExitCode.Usage, "", error), await new Ia().RunAsync(line.Split(' ')));

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
