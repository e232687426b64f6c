using System.CommandLine;
using System.Globalization;
using IntegrationActors.Cli.Api;
using IntegrationActors.Cli.Output;

namespace IntegrationActors.Cli.Commands;

/// <summary>Lists failed messages grouped by their cause.</summary>
internal sealed class GetFailuresCommand : ICliCommand
{
    private static readonly IReadOnlyList<Column> Columns =
    [
        Column.Of("COUNT", "count"),
        Column.Of("FLOW", "flow"),
        Column.Of("VERSION", "version"),
        Column.Of("STEP", "step"),
        Column.Of("CODE", "code"),
        Column.OfTime("FIRST", "first"),
        Column.OfTime("LAST", "last"),
        Column.Of("SAMPLE", "sample"),
        new("ERROR", group => group.Text("message")?.ReplaceLineEndings(" ") ?? "", Wide: true),
    ];

    private readonly FailureFilter _filter = new();

    public string Name => "get failures";

    public string Alias => "failure";

    public string Summary => "Lists failed messages of the last 24 hours, grouped by flow, version, step and code.";

    public IReadOnlyList<string> Examples => ["ia get failures", "ia get failures --since 7d --flow orders-to-erp -o wide"];

    public IReadOnlyList<Symbol> Arguments => _filter.Options;

    public async Task<int> RunAsync(Invocation run, CancellationToken cancel)
    {
        var found = await run.Api.GetAsync(run.InTenant("failures") + _filter.Query(run), cancel);
        run.Printer.List(found, "sample", Columns);
        if (found.IsTrue("isCut"))
        {
            run.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"There are more than 100,000: only those since {Moments.Show(found.Time("since"))} are counted."));
        }

        return ExitCode.Fine;
    }
}
