using System.CommandLine;

namespace IntegrationActors.Cli.Commands;

/// <summary>Deletes something that one flow or all flows see.</summary>
internal sealed class DeleteScopedCommand : ICliCommand
{
    private readonly string _noun;
    private readonly string _collection;
    private readonly IReadOnlyList<string> _examples;
    private readonly Argument<string>[] _names;
    private readonly FlowScope _scope = new();

    private DeleteScopedCommand(string noun, string summary, string collection, IReadOnlyList<string> examples, params Argument<string>[] names)
    {
        (_noun, Summary, _collection, _examples, _names) = (noun, summary, collection, examples, names);
    }

    public static IReadOnlyList<ICliCommand> All { get; } =
    [
        new DeleteScopedCommand("variable", "Deletes a variable; a flow that reads it without a default fails from then on.", "variables",
            ["ia delete variable euroRate", "ia delete variable lastRun --flow orders-to-erp"],
            new Argument<string>("NAME") { Description = "Name of the variable" }),
        new DeleteScopedCommand("id-mapping", "Deletes the mapping of an id: it gets another one the next time.", "id-mappings",
            ["ia delete id-mapping orders 4711", "ia delete id-mapping orders 4711 --flow orders-to-erp"],
            new Argument<string>("CONTEXT") { Description = "Context of the mapping" }, new Argument<string>("SOURCE") { Description = "The id that was known" }),
    ];

    public string Name => $"delete {_noun}";

    public string Summary { get; }

    public IReadOnlyList<string> Examples => _examples;

    public IReadOnlyList<Symbol> Arguments => [.. _names, _scope.Option];

    public bool HasAnswer => false;

    public async Task<int> RunAsync(Invocation run, CancellationToken cancel)
    {
        string[] names = [.. _names.Select(name => run.Value(name))];
        await run.Api.SendAsync(HttpMethod.Delete, _scope.On(run, run.InTenant([_collection, .. names])), (HttpContent?)null, cancel);
        run.Error.WriteLine($"{_noun} {string.Join(' ', names)}{_scope.Describe(run)} deleted");
        return ExitCode.Fine;
    }
}
