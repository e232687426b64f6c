using System.CommandLine;
using System.Text.Json.Nodes;
using IntegrationActors.Cli.Api;

namespace IntegrationActors.Cli.Commands;

/// <summary>Creates a sender client, or gives it a further secret.</summary>
internal sealed class CreateClientCommand : ICliCommand
{
    private readonly Argument<string> _client = new("CLIENT") { Description = "Id of the client: the user name of its requests" };
    private readonly Option<string[]> _roles = new("--role", "-r") { HelpName = "ROLE", Description = "Role that lets it send to channels of this role; may be given several times" };

    public string Name => "create client";

    public string Summary => "Creates a sender client and shows its secret, this once.";

    public IReadOnlyList<string> Examples => ["ia create client webshop --role orders.send"];

    public IReadOnlyList<Symbol> Arguments => [_client, _roles];

    public async Task<int> RunAsync(Invocation run, CancellationToken cancel)
    {
        var roles = new JsonArray([.. (run.Value(_roles) ?? []).Select(r => JsonValue.Create(r))]);
        var body = new JsonObject { ["id"] = run.Value(_client), ["roles"] = roles };
        var created = await run.Api.SendAsync(HttpMethod.Post, run.InTenant("clients"), body, cancel);
        ShowSecret(run, created);
        return ExitCode.Fine;
    }

    /// <summary>The secret alone on standard output, so that a script can keep it.</summary>
    internal static void ShowSecret(Invocation run, JsonNode created) => run.Printer.One(created, created.Text("secret"), () =>
    {
        run.Error.WriteLine($"secret {created.Text("secretId")} of client {created.Text("id")}, shown only this once:");
        run.Out.WriteLine(created.Text("secret"));
    });
}
