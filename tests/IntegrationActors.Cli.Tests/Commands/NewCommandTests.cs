using IntegrationActors.Cli.Scaffolding;

namespace IntegrationActors.Cli.Tests.Commands;

public sealed class NewCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = TemporaryFolder.Create();
    private readonly Ia _ia;

    public NewCommandTests() => _ia = new Ia { Folder = _folder.Path };

    public static TheoryData<string> Templates => [.. FlowTemplates.Names];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Templates))]
    public async Task A_new_flow_has_no_findings_and_its_tests_pass_and_run_every_step(string template)
    {
        Assert.Equal(ExitCode.Fine, (await _ia.RunAsync("new", "my-orders", "--template", template)).ExitCode);

        var lint = await _ia.RunAsync("lint", "--offline", Path.Combine(_folder.Path, "my-orders"));
        var test = await _ia.RunAsync("test", "--coverage");
        var fmt = await _ia.RunAsync("fmt", "--check");

        Assert.True(lint.ExitCode == ExitCode.Fine && lint.Output.Length == 0, lint.Output);
        Assert.True(test.ExitCode == ExitCode.Fine, test.Output + test.Error);
        Assert.DoesNotContain("never ran", test.Output);
        Assert.True(fmt.ExitCode == ExitCode.Fine, fmt.Output);
    }

    [Fact]
    public async Task Files_that_are_there_are_left_alone()
    {
        await _ia.RunAsync("new", "orders");
        var again = await _ia.RunAsync("new", "orders");

        Assert.Equal(ExitCode.Negative, again.ExitCode);
        Assert.Contains("is there already; nothing was written", again.Error);
    }

    [Fact]
    public async Task A_second_flow_in_the_same_folder_has_its_line_in_the_readme()
    {
        await _ia.RunAsync("new", "one", "--folder", "flows");
        await _ia.RunAsync("new", "two", "--folder", "flows");

        var readme = await File.ReadAllTextAsync(Path.Combine(_folder.Path, "flows", "README.md"));
        Assert.Contains("- `one.flow.yaml`: ", readme);
        Assert.Contains("- `two.flow.yaml`: ", readme);
    }

    [Theory]
    [InlineData("../x")]
    [InlineData("1")]
    public async Task A_name_that_is_none_of_a_flow_is_wrong_usage(string name) => Assert.Equal(ExitCode.Usage, (await _ia.RunAsync("new", name)).ExitCode);
}
