using System.CommandLine;
using IntegrationActors.Cli.Output;

namespace IntegrationActors.Cli.Commands;

/// <summary>Lists what persist steps kept of a message.</summary>
internal sealed class GetPersistedCommand : ICliCommand
{
    private static readonly IReadOnlyList<Column> Columns =
    [
        Column.Of("ID", "id"),
        Column.Of("STEP", "step"),
        Column.Of("BYTES", "bytes"),
        Column.OfTime("WRITTEN", "written"),
        Column.OfTime("EXPIRES", "expires"),
        Column.Of("FLOW", "flow", wide: true),
    ];

    private readonly Argument<string> _message = new("MESSAGE") { Description = "Id of the message" };

    public string Name => "get persisted";

    public string Summary => "Lists what persist steps kept of a message, oldest first.";

    public IReadOnlyList<string> Examples => ["ia get persisted 0193b7d0-8f2e-7a41-b0c5-2f6d1c9e4a77"];

    public IReadOnlyList<Symbol> Arguments => [_message];

    public async Task<int> RunAsync(Invocation run, CancellationToken cancel)
    {
        run.Printer.List(await run.Api.GetAsync(run.InTenant("messages", run.Value(_message), "persisted"), cancel), "id", Columns);
        return ExitCode.Fine;
    }
}
