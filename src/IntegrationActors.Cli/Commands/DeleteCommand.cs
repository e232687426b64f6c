using System.CommandLine;
using System.Globalization;

namespace IntegrationActors.Cli.Commands;

/// <summary>Deletes one kind of thing by its name.</summary>
internal sealed class DeleteCommand(string noun, string summary, string done, string example, Func<Invocation, string, string> path) : ICliCommand
{
    private readonly Argument<string> _name = new(noun.ToUpperInvariant()) { Description = $"The {noun} to delete" };

    public static IReadOnlyList<ICliCommand> All { get; } =
    [
        new DeleteCommand("flow", "Takes a flow out; messages inside are finished first.", "is being taken out", "orders-to-erp", (run, name) => run.InTenant("flows", name)),
        new DeleteCommand("client", "Deletes a sender client with its secrets.", "deleted", "webshop", (run, name) => run.InTenant("clients", name)),
        new DeleteCommand("credential", "Deletes a credential.", "deleted", "erp", (run, name) => run.InTenant("credentials", name)),
        new DeleteCommand("number-range", "Deletes a number range; flows that use it fail from then on.", "deleted", "invoices", (run, name) => run.InTenant("number-ranges", name)),
        new DeleteCommand("lock", "Releases a message lock whose holder died, by the id that 'ia get locks' shows.", "released", "0193b7d0-8f2e-7a41-b0c5-2f6d1c9e4a77", (run, id) => run.InTenant("locks", id)),
        new DeleteCommand("token", "Revokes an access token, by the id that 'ia get tokens' shows.", "revoked", "3", (_, name) => $"tokens/{TokenId(name)}"),
    ];

    public string Name => $"delete {noun}";

    public string Summary => summary;

    public IReadOnlyList<string> Examples => [$"ia delete {noun} {example}"];

    public IReadOnlyList<Symbol> Arguments => [_name];

    public bool HasAnswer => false;

    public async Task<int> RunAsync(Invocation run, CancellationToken cancel)
    {
        var name = run.Value(_name);
        await run.Api.SendAsync(HttpMethod.Delete, path(run, name), (HttpContent?)null, cancel);
        run.Error.WriteLine($"{noun} {name} {done}");
        return ExitCode.Fine;
    }

    private static string TokenId(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _) ? text : throw CliException.Usage($"'{text}' is no id of a token; 'ia get tokens' shows them");
}
