using System.CommandLine;
using IntegrationActors.Cli.Api;
using IntegrationActors.Cli.Output;

namespace IntegrationActors.Cli.Commands;

/// <summary>Looks up a mapped id, from either side.</summary>
internal sealed class GetIdMappingCommand : ICliCommand
{
    private static readonly IReadOnlyList<Column> Columns = [Column.Of("CONTEXT", "context"), Column.Of("SOURCE", "source"), Column.Of("TARGET", "target")];

    private readonly Argument<string> _context = new("CONTEXT") { Description = "Context of the mapping" };
    private readonly Option<string?> _source = new("--source") { HelpName = "ID", Description = "The id that was known" };
    private readonly Option<string?> _target = new("--target") { HelpName = "ID", Description = "The id that it got" };
    private readonly FlowScope _scope = new();

    public string Name => "get id-mapping";

    public string Summary => "Shows what an id was mapped to, or which ids were mapped to a target.";

    public IReadOnlyList<string> Examples => ["ia get id-mapping orders --source 4711", "ia get id-mapping orders --target 0193b7d0-8f2e-7a41-b0c5-2f6d1c9e4a77 --flow import"];

    public IReadOnlyList<Symbol> Arguments => [_context, _source, _target, _scope.Option];

    public async Task<int> RunAsync(Invocation run, CancellationToken cancel)
    {
        var query = (run.Value(_source), run.Value(_target)) switch
        {
            ({ } source, null) => $"source={Uri.EscapeDataString(source)}",
            (null, { } target) => $"target={Uri.EscapeDataString(target)}",
            _ => throw CliException.Usage("say one of --source ID and --target ID"),
        };
        var found = await run.Api.GetAsync(_scope.On(run, $"{run.InTenant("id-mappings", run.Value(_context))}?{query}"), cancel);
        run.Printer.List(found, "target", Columns);
        return found.Items("items").Any() ? ExitCode.Fine : ExitCode.Negative;
    }
}
