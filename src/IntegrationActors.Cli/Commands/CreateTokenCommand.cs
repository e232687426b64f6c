using System.CommandLine;
using System.Text.Json.Nodes;
using IntegrationActors.Cli.Api;
using IntegrationActors.Cli.Output;

namespace IntegrationActors.Cli.Commands;

/// <summary>Creates an access token for whoever is signed in already, such as the local operator.</summary>
internal sealed class CreateTokenCommand : ICliCommand
{
    private readonly Argument<string> _name = new("NAME") { Description = "What the token is for; stands in the audit trail" };
    private readonly Option<int?> _days = new("--days") { HelpName = "N", Description = "Days until it expires" };

    private readonly Option<string?> _for = new("--for") { HelpName = "TENANT", Description = "The one tenant that the token opens [default: all]" };

    public string Name => "create token";

    public string Summary => "Creates an access token of the management API and shows it, this once.";

    public IReadOnlyList<string> Examples => ["ia create token ci --days 30", "ia create token acme-pipeline --for acme --days 90"];

    public IReadOnlyList<Symbol> Arguments => [_name, _days, _for];

    public async Task<int> RunAsync(Invocation run, CancellationToken cancel)
    {
        var body = new JsonObject { ["name"] = run.Value(_name) };
        if (run.Value(_days) is { } days)
        {
            body["days"] = days;
        }

        if (run.Value(_for) is { } tenant)
        {
            body["tenant"] = tenant;
        }

        Show(run, await run.Api.SendAsync(HttpMethod.Post, "tokens", body, cancel), "");
        return ExitCode.Fine;
    }

    internal static void Show(Invocation run, JsonNode created, string before) => run.Printer.One(created, created.Text("token"), () =>
    {
        run.Error.WriteLine($"access token, shown only this once; expires {Moments.Show(created.Time("expires"))}:");
        run.Out.WriteLine(before + created.Text("token"));
    });
}
