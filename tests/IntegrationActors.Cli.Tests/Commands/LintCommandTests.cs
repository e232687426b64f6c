using IntegrationActors.Management.Tests;
using IntegrationActors.Management.Tests.Flows;

namespace IntegrationActors.Cli.Tests.Commands;

public sealed class LintCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = TemporaryFolder.Create();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Without_a_server_the_files_alone_are_checked_and_what_is_left_out_is_said()
    {
        var result = await new Ia().RunAsync("lint", _folder.Write("orders.flow.yaml", FlowTexts.FiveMistakes));

        Assert.Equal(ExitCode.Negative, result.ExitCode);
        Assert.Equal(4, result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.DoesNotContain("IA1202", result.Output);
        Assert.Equal(
            "can't reach the server at http://127.0.0.1:1: Connection refused (127.0.0.1:1)\nnot checked without a server: credentials, missing values of parameters\n4 errors, 0 warnings\n",
            result.Error);
    }

    [Fact]
    public async Task With_a_server_credentials_are_checked_too_and_the_rest_is_the_same_text()
    {
        await using var host = await ManagementHost.StartAsync();
        var file = _folder.Write("orders.flow.yaml", FlowTexts.FiveMistakes);

        var here = await new Ia().RunAsync("lint", file);
        var there = await new Ia(host).RunAsync("lint", file);

        var more = Assert.Single(there.Output.Split('\n').Except(here.Output.Split('\n')));
        Assert.StartsWith("orders.flow.yaml(7,", more);
        Assert.Contains("IA1202", more);
        Assert.Equal("5 errors, 0 warnings\n", there.Error);
    }

    [Fact]
    public async Task A_stylesheet_is_compiled_without_a_server_too()
    {
        _folder.Write("orders.flow.yaml", FlowTexts.Orders + "\n  - xslt: broken.xslt\n");
        _folder.Write("broken.xslt", "<xsl:stylesheet version=\"1.0\" xmlns:xsl=\"http://www.w3.org/1999/XSL/Transform\"><xsl:nonsense/></xsl:stylesheet>");

        var result = await new Ia().RunAsync("lint", _folder.Path);

        Assert.Equal(ExitCode.Negative, result.ExitCode);
        Assert.StartsWith("broken.xslt(1,", result.Output);
    }

    [Fact]
    public async Task A_right_file_is_fine()
    {
        var result = await new Ia().RunAsync("lint", _folder.Write("orders.flow.yaml", FlowTexts.Orders));

        Assert.Equal(ExitCode.Fine, result.ExitCode);
        Assert.Empty(result.Output);
    }

    [Fact]
    public async Task Given_values_of_parameters_are_checked()
    {
        var result = await new Ia().RunAsync("lint", _folder.Write("orders.flow.yaml", FlowTexts.WithParameters), "--set", "company=1");

        Assert.Contains("parameter 'region' has no value", result.Output);
    }

    [Fact]
    public async Task Json_has_the_shape_of_the_api()
    {
        var result = await new Ia().RunAsync("lint", _folder.Write("orders.flow.yaml", "flow: orders\nsteps: []\nform: {}\n"), "-o", "json");

        Assert.Contains("\"code\": \"IA1001\"", result.Output);
        Assert.Contains("\"line\": 3", result.Output);
    }
}
