using System.CommandLine;
using System.Globalization;
using IntegrationActors.Cli.Api;
using IntegrationActors.Cli.Output;

namespace IntegrationActors.Cli.Commands;

/// <summary>Lists the entries of a data store.</summary>
internal sealed class GetDataStoreEntriesCommand : ICliCommand
{
    private const int LargestPage = 1000;

    private static readonly IReadOnlyList<Column> Columns =
    [
        Column.Of("ID", "id"),
        Column.Of("STATUS", "status"),
        Column.OfTime("WRITTEN", "written"),
        Column.Of("RETRIES", "retries"),
        Column.OfTime("EXPIRES", "expires"),
        Column.OfTime("OVERDUE", "overdueAt", wide: true),
        Column.Of("MESSAGE", "message", wide: true),
    ];

    private readonly Argument<string> _store = new("STORE") { Description = "Name of the data store" };
    private readonly FlowScope _scope = new();
    private readonly Option<int> _limit = new("--limit", "-n") { HelpName = "N", Description = "Most entries to list", DefaultValueFactory = _ => 50 };

    public string Name => "get datastore-entries";

    public string Alias => "datastore-entry";

    public string Summary => "Lists the entries of a data store by their ids; they stay in it.";

    public IReadOnlyList<string> Examples => ["ia get datastore-entries orders", "ia get datastore-entries orders --flow import -n 500 -o wide"];

    public IReadOnlyList<Symbol> Arguments => [_store, _scope.Option, _limit];

    public async Task<int> RunAsync(Invocation run, CancellationToken cancel)
    {
        var wanted = run.Value(_limit);
        var found = await PagedList.ReadAsync(run.Api, most => Path(run, most), wanted, cancel);
        run.Printer.List(found, "id", Columns);
        if (found.Text("nextCursor") is not null && run.Terminal.Width is not null)
        {
            run.Error.WriteLine($"There are more than these {wanted}: --limit shows more.");
        }

        return ExitCode.Fine;
    }

    private string Path(Invocation run, int wanted) =>
        _scope.On(run, run.InTenant("datastores", run.Value(_store), "entries") + string.Create(CultureInfo.InvariantCulture, $"?limit={Math.Min(wanted, LargestPage)}"));
}
