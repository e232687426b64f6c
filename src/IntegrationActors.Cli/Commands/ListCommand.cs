using System.CommandLine;
using IntegrationActors.Cli.Output;

namespace IntegrationActors.Cli.Commands;

/// <summary>Lists one kind of thing: a path of the API and the columns of its table.</summary>
internal sealed class ListCommand(string noun, string summary, Func<Invocation, string> path, string nameMember, IReadOnlyList<Column> columns) : ICliCommand
{
    public string Name => $"get {noun}";

    /// <summary>The singular, which people type as well.</summary>
    public string Alias => noun.TrimEnd('s');

    public string Summary => summary;

    public IReadOnlyList<string> Examples => [$"ia get {noun}", $"ia get {noun} -o json"];

    public IReadOnlyList<Symbol> Arguments => [];

    public async Task<int> RunAsync(Invocation run, CancellationToken cancel)
    {
        run.Printer.List(await run.Api.GetAsync(path(run), cancel), nameMember, columns);
        return ExitCode.Fine;
    }
}
