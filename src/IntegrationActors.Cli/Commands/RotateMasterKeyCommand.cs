using System.CommandLine;
using System.Text.Json.Nodes;
using IntegrationActors.Cli.Api;
using IntegrationActors.Cli.Output;

namespace IntegrationActors.Cli.Commands;

/// <summary>Wraps the keys of all tenants by the first master key.</summary>
internal sealed class RotateMasterKeyCommand : ICliCommand
{
    public string Name => "rotate master-key";

    public string Summary => "Wraps the keys of all tenants by the master key that was put in front; says when the old one can go.";

    public IReadOnlyList<string> Examples => ["ia rotate master-key"];

    public IReadOnlyList<Symbol> Arguments => [];

    public async Task<int> RunAsync(Invocation run, CancellationToken cancel)
    {
        var master = await run.Api.SendAsync(HttpMethod.Post, "master-key/rotation", new JsonObject(), cancel);
        run.Printer.One(master, master.Text("id"), () => run.Printer.Table(master.Items("tenants"), Columns));
        var needed = master.IsTrue("oldKeysNeeded");
        run.Error.WriteLine(needed
            ? $"master key {master.Text("id")} is in use, but the old ones are still needed: run this again when the tenants marked so are done"
            : $"master key {master.Text("id")} is in use; the old ones can be taken out");
        return needed ? ExitCode.Negative : ExitCode.Fine;
    }

    private static IReadOnlyList<Column> Columns =>
    [
        Column.Of("TENANT", "tenant"),
        Column.Of("REWRAPPED", "rewrapped"),
        new("OLD KEY", tenant => tenant.IsTrue("needsOldMasterKey") ? "needed" : ""),
        Column.Of("PROBLEM", "problem"),
    ];
}
