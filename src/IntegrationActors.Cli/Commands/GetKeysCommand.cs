using System.CommandLine;
using IntegrationActors.Cli.Output;

namespace IntegrationActors.Cli.Commands;

/// <summary>Lists the keys of a tenant, and how far their rotation is.</summary>
internal sealed class GetKeysCommand : ICliCommand
{
    private readonly Argument<string?> _tenant = TenantArgument.Make();

    public string Name => "get keys";

    public string Alias => "key";

    public string Summary => "Lists the keys that encrypt content and secrets of a tenant; the keys themselves are never shown.";

    public IReadOnlyList<string> Examples => ["ia get keys", "ia get keys acme -o json"];

    public IReadOnlyList<Symbol> Arguments => [_tenant];

    public async Task<int> RunAsync(Invocation run, CancellationToken cancel)
    {
        var keys = await run.Api.GetAsync(TenantArgument.Path(run, run.Value(_tenant), "keys"), cancel);
        run.Printer.List(keys, "id", [Column.Of("ID", "id"), Column.OfTime("CREATED", "created"), Column.Of("STATE", "state"), Column.Of("RECORDS LEFT", "recordsLeft")]);
        return ExitCode.Fine;
    }
}
