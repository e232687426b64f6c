using System.CommandLine;

namespace IntegrationActors.Cli.Commands;

/// <summary>Deletes entries of a data store.</summary>
internal sealed class DataStoreDeleteCommand : ICliCommand
{
    private readonly Argument<string> _store = new("STORE") { Description = "Name of the data store" };
    private readonly Argument<string[]> _entries = new("ID") { Arity = ArgumentArity.OneOrMore, Description = "Ids of the entries" };
    private readonly FlowScope _scope = new();
    private readonly Confirmation _confirmation = new();

    public string Name => "datastore delete";

    public string Summary => "Deletes entries of a data store for good; asks first.";

    public IReadOnlyList<string> Examples => ["ia datastore delete orders 4711", "ia datastore delete orders 4711 4712 --flow import --yes"];

    public IReadOnlyList<Symbol> Arguments => [_store, _entries, _scope.Option, _confirmation.Option];

    public bool HasAnswer => false;

    public async Task<int> RunAsync(Invocation run, CancellationToken cancel)
    {
        var (store, entries) = (run.Value(_store), run.Value(_entries));
        _confirmation.Require(run, $"Delete {entries.Length} {(entries.Length == 1 ? "entry" : "entries")} of data store {store}{_scope.Describe(run)} in tenant {run.Tenant} for good?");
        foreach (var entry in entries)
        {
            await run.Api.SendAsync(HttpMethod.Delete, _scope.On(run, run.InTenant("datastores", store, "entries", entry)), (HttpContent?)null, cancel);
            run.Error.WriteLine($"entry {entry} deleted");
        }

        return ExitCode.Fine;
    }
}
