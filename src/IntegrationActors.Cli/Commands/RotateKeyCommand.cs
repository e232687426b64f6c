using System.CommandLine;
using System.Text.Json.Nodes;
using IntegrationActors.Cli.Api;

namespace IntegrationActors.Cli.Commands;

/// <summary>Makes a new key for a tenant.</summary>
internal sealed class RotateKeyCommand : ICliCommand
{
    private readonly Argument<string?> _tenant = TenantArgument.Make();

    public string Name => "rotate key";

    public string Summary => "Makes a new key for a tenant; records of the old one are written anew in the background.";

    public IReadOnlyList<string> Examples => ["ia rotate key acme"];

    public IReadOnlyList<Symbol> Arguments => [_tenant];

    public async Task<int> RunAsync(Invocation run, CancellationToken cancel)
    {
        var key = await run.Api.SendAsync(HttpMethod.Post, TenantArgument.Path(run, run.Value(_tenant), "keys"), new JsonObject(), cancel);
        run.Error.WriteLine($"key {key.Text("id")} encrypts from now on; 'ia get keys' shows how many records are left to the old one");
        run.Printer.One(key, key.Text("id"), () => { });
        return ExitCode.Fine;
    }
}
