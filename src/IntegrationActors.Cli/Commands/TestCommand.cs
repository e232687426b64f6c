using System.CommandLine;
using System.Globalization;
using IntegrationActors.Cli.Local;
using IntegrationActors.Cli.Output;
using IntegrationActors.Cli.Testing;

namespace IntegrationActors.Cli.Commands;

/// <summary>Runs the tests beside flows, in this process and without any receiver system.</summary>
internal sealed class TestCommand : ICliCommand
{
    private readonly Argument<string[]> _paths = new("PATH") { Arity = ArgumentArity.ZeroOrMore, Description = "Folders, test files (*.test.yaml) or flow files [default: this folder]" };
    private readonly Option<string?> _filter = new("--filter") { HelpName = "TEXT", Description = "Only tests whose file or name contains this text; case does not matter" };
    private readonly Option<bool> _coverage = new("--coverage") { Description = "Say which steps no test has run" };

    public string Name => "test";

    public string Summary => "Runs the tests beside flows (*.test.yaml); exit code 1 when one fails. 'ia explain test' describes the files.";

    public IReadOnlyList<string> Examples => ["ia test", "ia test orders/ --coverage", "ia test --filter 'refuses an order'", "ia test flows/ -o junit"];

    public IReadOnlyList<Symbol> Arguments => [_paths, _filter, _coverage];

    public bool WritesJunit => true;

    public async Task<int> RunAsync(Invocation run, CancellationToken cancel)
    {
        var files = Files(run);
        var tests = new TestRun(run.Value(_filter), LocalLanguage.Reader())
        {
            // People see each result as it comes; other forms are one document at the end.
            Finished = run.Format is OutputFormat.Table or OutputFormat.Wide ? result => TestReport.Write(run.Terminal, result) : _ => { },
            Found = finding => run.Error.WriteLine(finding),
        };
        foreach (var file in files)
        {
            await tests.RunAsync(file, cancel);
        }

        Print(run, tests);
        var failed = tests.Results.Count(r => !r.IsPassed);
        run.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{tests.Results.Count - failed} passed, {failed} failed{(tests.Broken > 0 ? $", {tests.Broken} {(tests.Broken == 1 ? "file has" : "files have")} errors" : "")}"));
        if (tests.Results.Count == 0 && tests.Broken == 0)
        {
            throw CliException.Usage($"no test contains '{run.Value(_filter)}'");
        }

        return failed > 0 || tests.Broken > 0 ? ExitCode.Negative : ExitCode.Fine;
    }

    private List<string> Files(Invocation run)
    {
        var paths = run.Value(_paths);
        var files = (paths.Length == 0 ? [run.Terminal.Shown(run.Terminal.Folder)] : paths).SelectMany(TestFileFinder.Find).Distinct(StringComparer.Ordinal).ToList();
        return files.Count > 0 ? files : throw CliException.Usage("there are no tests here: a test file ends in .test.yaml and stands beside its flow; 'ia new' makes one");
    }

    private void Print(Invocation run, TestRun tests)
    {
        IReadOnlyList<StepCoverage> coverage = run.Value(_coverage) ? tests.Coverage : [];
        switch (run.Format)
        {
            case OutputFormat.Junit:
                JunitReport.Write(run.Out, tests.Results);
                break;
            case OutputFormat.Json or OutputFormat.Yaml:
                run.Printer.One(TestReport.AsJson(tests.Results, coverage), null, () => { });
                break;
            case OutputFormat.Name:
                tests.Results.Where(r => !r.IsPassed).ToList().ForEach(r => run.Out.WriteLine(r.Test.Options.Name));
                break;
            default:
                coverage.ToList().ForEach(c => TestReport.Write(run.Terminal, c));
                break;
        }
    }
}
