using System.CommandLine;

namespace IntegrationActors.Cli.Commands;

/// <summary>Writes an entry of a data store into a file.</summary>
internal sealed class DataStoreDownloadCommand : ICliCommand
{
    private readonly Argument<string> _store = new("STORE") { Description = "Name of the data store" };
    private readonly Argument<string> _entry = new("ID") { Description = "Id of the entry" };
    private readonly Option<string?> _file = new("--file", "-f") { HelpName = "FILE", Description = "The zip to write; - is standard output [default entry.zip]" };
    private readonly FlowScope _scope = new();

    public string Name => "datastore download";

    public string Summary => "Writes an entry of a data store into a zip: body and headers. It stays in the store.";

    public IReadOnlyList<string> Examples => ["ia datastore download orders 4711", "ia datastore download orders 4711 --flow import -f order.zip"];

    public IReadOnlyList<Symbol> Arguments => [_store, _entry, _scope.Option, _file];

    public bool HasAnswer => false;

    public async Task<int> RunAsync(Invocation run, CancellationToken cancel)
    {
        var path = _scope.On(run, run.InTenant("datastores", run.Value(_store), "entries", run.Value(_entry), "content"));
        await Download.SaveAsync(run, path, run.Value(_file) ?? "entry.zip", cancel);
        return ExitCode.Fine;
    }
}
