using System.CommandLine;
using IntegrationActors.Cli.Diff;
using IntegrationActors.Cli.Local;
using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Definitions;
using IntegrationActors.Definitions.FlowTests;
using IntegrationActors.Definitions.Formatting;

namespace IntegrationActors.Cli.Commands;

/// <summary>Brings flow and test files into one form.</summary>
internal sealed class FmtCommand : ICliCommand
{
    private readonly Argument<string[]> _paths = new("PATH") { Arity = ArgumentArity.ZeroOrMore, Description = "Files or folders [default: this folder]" };
    private readonly Option<bool> _check = new("--check") { Description = "Write nothing: show what would change; exit code 1 when there is something" };

    public string Name => "fmt";

    public string Summary => "Formats flow and test files, with their comments: indentation, quotes, order of the keys at the top.";

    public IReadOnlyList<string> Examples => ["ia fmt", "ia fmt orders.flow.yaml", "ia fmt flows/ --check"];

    public IReadOnlyList<Symbol> Arguments => [_paths, _check];

    public bool HasAnswer => false;

    public async Task<int> RunAsync(Invocation run, CancellationToken cancel)
    {
        var paths = run.Value(_paths);
        var (changed, broken) = (0, 0);
        foreach (var file in (paths.Length == 0 ? [run.Terminal.Shown(run.Terminal.Folder)] : paths).SelectMany(Find))
        {
            try
            {
                changed += await FormatAsync(run, file, cancel) ? 1 : 0;
            }
            catch (DiagnosticException e)
            {
                broken++;
                e.Diagnostics.ToList().ForEach(d => run.Error.WriteLine(d));
            }
        }

        run.Error.WriteLine($"{changed} {(run.Value(_check) ? "to format" : "formatted")}{(broken > 0 ? $", {broken} with errors" : "")}");
        return broken > 0 || (run.Value(_check) && changed > 0) ? ExitCode.Negative : ExitCode.Fine;
    }

    private async Task<bool> FormatAsync(Invocation run, string file, CancellationToken cancel)
    {
        var text = await File.ReadAllTextAsync(file, cancel);
        var formatted = FileFormatter.Format(new FlowSource(file, text));
        if (string.Equals(text, formatted, StringComparison.Ordinal))
        {
            return false;
        }

        if (!run.Value(_check))
        {
            await File.WriteAllTextAsync(file, formatted, cancel);
            run.Out.WriteLine(file);
        }
        else if (!UnifiedDiff.Write(run.Out, file, file, text, formatted))
        {
            run.Out.WriteLine($"{file}: line ends");
        }

        return true;
    }

    private static IEnumerable<string> Find(string path) => Directory.Exists(path)
        ? LocalFiles.Below(path, "*.yaml").Where(IsOurs)
        : File.Exists(path) ? [path] : throw CliException.Usage($"there is no file or folder '{path}'");

    private static bool IsOurs(string file) => file.EndsWith(Bundle.FlowExtension, StringComparison.Ordinal) || file.EndsWith(FlowTestReader.Extension, StringComparison.Ordinal);
}
