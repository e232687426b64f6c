using System.CommandLine;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using IntegrationActors.Cli.Api;
using IntegrationActors.Cli.Output;

namespace IntegrationActors.Cli.Commands;

/// <summary>Restores a backup of a tenant.</summary>
internal sealed class RestoreCommand : ICliCommand
{
    private readonly Argument<string> _tenant = new("TENANT") { Description = "The tenant, under the name that it had" };
    private readonly Option<string> _file = new("--file", "-f") { HelpName = "FILE", Description = "The zip that 'ia backup' wrote", Required = true };
    private readonly Option<bool> _force = new("--force") { Description = "Over all that the tenant has; its flows must have been taken out" };

    public string Name => "restore";

    public string Summary => "Restores a backup into a tenant that does not exist, and deploys its flows again.";

    public IReadOnlyList<string> Examples => ["ia restore acme -f acme.backup.zip", "ia restore acme -f acme.backup.zip --force"];

    public IReadOnlyList<Symbol> Arguments => [_tenant, _file, _force];

    public async Task<int> RunAsync(Invocation run, CancellationToken cancel)
    {
        var tenant = run.Value(_tenant);
        await using var file = File.OpenRead(Path.GetFullPath(run.Value(_file)!, run.Terminal.Folder));
        using var body = new StreamContent(file);
        body.Headers.ContentType = new MediaTypeHeaderValue("application/zip");
        var path = $"tenants/{Uri.EscapeDataString(tenant)}/backup{(run.Value(_force) ? "?force=true" : "")}";
        var restored = await run.Api.SendAsync(HttpMethod.Put, path, body, cancel);
        run.Printer.One(restored, tenant, () => Show(run, restored));
        return restored.Items("notStarted").Any() ? ExitCode.Negative : ExitCode.Fine;
    }

    private static void Show(Invocation run, JsonNode restored)
    {
        run.Out.WriteLine($"tenant {restored.Text("tenant")} is as it was at {Moments.Show(restored.Time("taken"))}");
        foreach (var flow in restored.Items("started"))
        {
            run.Out.WriteLine(Harmless.Line($"  flow {flow} started"));
        }

        foreach (var flow in restored.Items("notStarted"))
        {
            run.Out.WriteLine(Harmless.Line($"  flow {flow} doesn't start; 'ia describe flow {flow}' says why"));
        }
    }
}
