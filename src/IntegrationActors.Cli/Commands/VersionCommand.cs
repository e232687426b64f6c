using System.CommandLine;
using System.Text.Json.Nodes;

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
        var version = typeof(VersionCommand).Assembly.GetName().Version?.ToString(3);
        run.Printer.One(new JsonObject { ["version"] = version }, version, () => run.Out.WriteLine($"ia {version}"));
        return Task.FromResult(ExitCode.Fine);
    }
}
