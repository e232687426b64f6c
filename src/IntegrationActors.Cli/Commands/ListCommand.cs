using System.CommandLine;
using System.Text.Json.Nodes;
using IntegrationActors.Cli.Api;
using IntegrationActors.Cli.Output;

namespace IntegrationActors.Cli.Commands;

/// <summary>Lists one kind of thing: a path of the API and the columns of its table.</summary>
internal sealed class ListCommand(string noun, string summary, Func<Invocation, string> path, string nameMember, IReadOnlyList<Column> columns) : ICliCommand
{
    private readonly Argument<string[]> _names = new("NAME") { Arity = ArgumentArity.ZeroOrMore, Description = "Only these; without names all are listed" };

    public string Name => $"get {noun}";

    /// <summary>The singular, which people type as well.</summary>
    public string Alias => noun.TrimEnd('s');

    public string Summary => summary;

    public IReadOnlyList<string> Examples => [$"ia get {noun}", $"ia get {noun} -o json"];

    public IReadOnlyList<Symbol> Arguments => [_names];

    public async Task<int> RunAsync(Invocation run, CancellationToken cancel)
    {
        var answer = await run.Api.GetAsync(path(run), cancel);
        var names = run.Value(_names);
        if (names.Length > 0)
        {
            answer["items"] = new JsonArray([.. Named(answer, names).Select(item => item.DeepClone())]);
        }

        if (names.Length == 0 || answer.Items("items").Any() || run.Format is OutputFormat.Json or OutputFormat.Yaml)
        {
            run.Printer.List(answer, nameMember, columns);
        }

        var found = answer.Items("items").Select(item => item.Text(nameMember)).ToHashSet(StringComparer.Ordinal);
        var missing = names.Where(name => !found.Contains(name)).ToList();
        missing.ForEach(name => run.Error.WriteLine($"there is no {Alias} '{name}'"));
        return missing.Count > 0 ? ExitCode.Negative : ExitCode.Fine;
    }

    private IEnumerable<JsonNode> Named(JsonNode answer, string[] names) =>
        answer.Items("items").Where(item => names.Contains(item.Text(nameMember), StringComparer.Ordinal));
}
