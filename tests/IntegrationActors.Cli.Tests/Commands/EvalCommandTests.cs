using System.Text;

namespace IntegrationActors.Cli.Tests.Commands;

public sealed class EvalCommandTests
{
    [Theory]
    [InlineData("EU 1", "${header.region} ${property.n}", "-H", "region=EU", "-P", "n=1")]
    [InlineData("http://erp", "${param.url}", "--param", "url=http://erp")]
    [InlineData("4711", "$.id", "-l", "jsonpath", "--body", "-")]
    [InlineData("{\"id\":4711}", "${body}", "--body", "-")]
    public async Task Evaluates_as_in_a_flow(string expected, params string[] args)
    {
        var result = await new Ia { Input = Encoding.UTF8.GetBytes("{\"id\":4711}") }.RunAsync(["eval", .. args]);

        Assert.Equal(new Ia.Result(ExitCode.Fine, expected + "\n", ""), result);
    }

    [Fact]
    public async Task Namespaces_are_for_xpath()
    {
        var ia = new Ia { Input = Encoding.UTF8.GetBytes("<o:order xmlns:o=\"urn:o\"><o:id>7</o:id></o:order>") };

        var result = await ia.RunAsync("eval", "/x:order/x:id", "-l", "xpath", "--namespace", "x=urn:o", "--body", "-");

        Assert.Equal("7\n", result.Output);
    }

    [Theory]
    [InlineData("EU", ExitCode.Fine, "true\n")]
    [InlineData("US", ExitCode.Negative, "false\n")]
    public async Task A_condition_is_an_exit_code_too(string region, int exitCode, string output)
    {
        var result = await new Ia().RunAsync("eval", "--condition", "${header.region} = 'EU'", "-H", $"region={region}");

        Assert.Equal(new Ia.Result(exitCode, output, ""), result);
    }

    [Fact]
    public async Task A_mistake_has_its_place()
    {
        var result = await new Ia().RunAsync("eval", "abc ${heder.x}");

        Assert.Equal(ExitCode.Negative, result.ExitCode);
        Assert.Matches(@"^expression\(1,\d+\): error IA13\d\d: .*'header'", result.Output);
    }
}
