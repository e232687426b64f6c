using System.CommandLine;
using IntegrationActors.Cli.Completion;

namespace IntegrationActors.Cli.Commands;

/// <summary>Prints a completion script for a shell.</summary>
internal sealed class CompletionCommand : ICliCommand
{
    private readonly Argument<string> _shell = new("SHELL") { Description = "bash, zsh or pwsh" };

    public CompletionCommand() => _shell.AcceptOnlyFromAmong([.. CompletionScript.Shells]);

    public string Name => "completion";

    public string Summary => "Prints the completion script of a shell.";

    public IReadOnlyList<string> Examples => ["source <(ia completion bash)", "ia completion pwsh"];

    public IReadOnlyList<Symbol> Arguments => [_shell];

    public bool HasAnswer => false;

    public Task<int> RunAsync(Invocation run, CancellationToken cancel)
    {
        run.Out.WriteLine(CompletionScript.For(run.Value(_shell), CompletionWords.Of(CommandRegistry.All)));
        return Task.FromResult(ExitCode.Fine);
    }
}
