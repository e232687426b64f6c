using System.CommandLine;

namespace IntegrationActors.Cli.Commands;

/// <summary>Shows the version of this tool.</summary>
internal sealed class VersionCommand : ICliCommand
{
    public string Name => "version";

    public string Summary => "Shows the version of ia.";

    public IReadOnlyList<string> Examples => ["ia version"];

    public IReadOnlyList<Symbol> Arguments => [];

    public Task<int> RunAsync(Invocation run, CancellationToken cancel)
    {
        run.Out.WriteLine($"ia {typeof(VersionCommand).Assembly.GetName().Version?.ToString(3)}");
        return Task.FromResult(ExitCode.Fine);
    }
}
