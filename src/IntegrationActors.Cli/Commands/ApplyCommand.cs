using System.CommandLine;
using System.Text.Json.Nodes;
using IntegrationActors.Cli.Api;
using IntegrationActors.Cli.Local;
using IntegrationActors.Cli.Output;

namespace IntegrationActors.Cli.Commands;

/// <summary>Deploys the flows of a file, a folder or a zip. Checks first; with errors nothing is deployed.</summary>
internal sealed class ApplyCommand : ICliCommand
{
    private static readonly IReadOnlyList<Column> Columns =
    [
        Column.Of("FLOW", "name"),
        Column.Of("VERSION", "version"),
        Column.Of("STATUS", "status"),
        Column.OfList("ENDPOINTS", "endpoints"),
        Column.Of("ARTIFACT", "artifact", wide: true),
    ];

    private readonly Option<string> _file = new("--file", "-f") { HelpName = "PATH", Description = "A flow file (*.flow.yaml), a folder or a zip", Required = true };
    private readonly Option<string[]> _set = new("--set") { HelpName = "NAME=VALUE", Description = "Value of a parameter; may be given several times. Others keep the value they have" };
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Check everything, deploy nothing" };
    private readonly Option<bool> _force = new("--force") { Description = "Deploy even what is unchanged, and over changes of others" };

    public string Name => "apply";

    public string Summary => "Deploys flows as new versions; a flow that runs goes on until the new version has taken over.";

    public IReadOnlyList<string> Examples =>
    [
        "ia apply -f orders.flow.yaml",
        "ia apply -f orders/ --set erpUrl=https://erp.example.org",
        "ia apply -f orders.zip --dry-run",
    ];

    public IReadOnlyList<Symbol> Arguments => [_file, _set, _dryRun, _force];

    public async Task<int> RunAsync(Invocation run, CancellationToken cancel)
    {
        var bundle = LocalBundle.Read(run.Value(_file)!);
        var parameters = Upload.Query(run.Value(_set) ?? []);
        var path = run.InTenant("deployments");
        var check = await run.Api.SendAsync(HttpMethod.Post, $"{path}?dryRun=true{parameters}", Upload.Of(bundle), cancel);
        PrintFindings(run, check);
        if (run.Value(_dryRun) || (!run.Value(_force) && check.Items("checked").All(f => f.IsTrue("unchanged"))))
        {
            ShowChecked(run, check);
            return ExitCode.Fine;
        }

        run.Error.WriteLine($"deploying to {run.Tenant} at {run.Api.Address} …");
        var versions = run.Value(_force) ? "?force=true" : "?" + string.Join('&', check.Items("checked").Select(ExpectedVersion));
        var done = await run.Api.SendAsync(HttpMethod.Post, $"{path}{versions}{parameters}", Upload.Of(bundle), cancel);
        run.Printer.List(AsList(run.Format, done, "flows"), "name", Columns);
        return ExitCode.Fine;
    }

    private static string ExpectedVersion(JsonNode flow) => $"ifVersion.{Uri.EscapeDataString(flow.Text("name")!)}={flow.Text("currentVersion")}";

    // JSON and YAML show the whole answer; tables and names its flows.
    private static JsonNode AsList(OutputFormat format, JsonNode answer, string member) =>
        format is OutputFormat.Json or OutputFormat.Yaml ? answer : new JsonObject { ["items"] = answer[member]?.DeepClone() };

    private static void PrintFindings(Invocation run, JsonNode check)
    {
        foreach (var finding in check.Items("diagnostics"))
        {
            run.Error.WriteLine(finding.Text("text"));
        }
    }

    private static void ShowChecked(Invocation run, JsonNode check) => run.Printer.List(
        AsList(run.Format, check, "checked"),
        "name",
        [Column.Of("FLOW", "name"), Column.Of("VERSION", "currentVersion"), new Column("CHANGE", Change)]);

    private static string Change(JsonNode flow) =>
        flow.IsTrue("unchanged") ? "unchanged" : flow.Text("currentVersion") is "0" ? "would be created" : "would be changed";
}
