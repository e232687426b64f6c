using IntegrationActors.Cli.Completion;

namespace IntegrationActors.Cli.Tests.Completion;

public sealed class CompletionTests
{
    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("pwsh")]
    public async Task Every_command_with_its_options_is_in_every_script(string shell)
    {
        var script = (await new Ia().RunAsync("completion", shell)).Output;

        var quote = shell == "pwsh" ? '\'' : '"';
        Assert.All(CommandRegistry.All, c => Assert.Contains($"{quote}{c.Name}{quote}", script));
        Assert.Contains("--password-stdin", script);
        Assert.Contains("--tenant", script);
    }

    [Fact]
    public void After_a_verb_come_its_nouns()
    {
        var words = CompletionWords.Of(CommandRegistry.All).Single(w => w.Path == "get");

        Assert.Equal(["flows", "channels", "queues", "datastores", "variables"], words.Words.Take(5));
    }
}
